package dev.trunkline.allinone.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.store.Batch;
import dev.trunkline.store.Counts;
import dev.trunkline.store.Store;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes workloads with everything on and with a plain upsert, taking turns, each into tables of
 * its own. A figure counts only if the tables then hold what was written.
 */
final class WriterBench {

  private final Scratch scratch;
  private final int batch;
  private final int writers;

  WriterBench(Scratch scratch, int batch, int writers) {
    this.scratch = scratch;
    this.batch = batch;
    this.writers = writers;
  }

  /** One round of one workload. */
  private record Round(Run ours, Run plain, Map<Phase, Double> shares, Counts counts) {}

  /** Every workload, so many rounds, after one to warm up. */
  List<WriterReport.Line> workloads(int rounds, int events) throws Exception {
    Map<Workload, List<Sent>> tales = new EnumMap<>(Workload.class);
    Map<Workload, List<Round>> measured = new EnumMap<>(Workload.class);
    for (Workload workload : Workload.values()) {
      tales.put(workload, workload.tell(events, batch));
      measured.put(workload, new ArrayList<>());
    }
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<Workload, List<Round>> of : measured.entrySet()) {
        Round one = round(of.getKey(), tales.getOrDefault(of.getKey(), List.of()));
        if (round >= 0) {
          of.getValue().add(one);
        }
      }
    }
    return measured.entrySet().stream().map(of -> line(of.getKey(), of.getValue())).toList();
  }

  private Round round(Workload workload, List<Sent> tale) throws Exception {
    boolean again = workload == Workload.REDELIVERED;
    HikariDataSource database = scratch.fresh(writers);
    Spent spent = new Spent();
    Run ours;
    Counts counts;
    try {
      if (again) {
        write(new Store(database), new Spent(), tale);
      }
      ours = write(new Store(Timed.dataSource(database, spent)), spent, tale);
      counts = new Store(database).counts();
      check(tale, counts);
    } finally {
      scratch.drop(database);
    }
    return new Round(ours, plain(tale, again), spent.shares(ours.busy()), counts);
  }

  private Run plain(List<Sent> tale, boolean again) throws Exception {
    HikariDataSource database = scratch.fresh(writers);
    try {
      PlainUpsert upsert = new PlainUpsert(database);
      upsert.makeTable();
      if (again) {
        Run.of(tale, batch, writers, upsert::write);
      }
      Run run = Run.of(tale, batch, writers, upsert::write);
      check("rows of the plain upsert", keys(tale, EventKind.values()), upsert.count());
      return run;
    } finally {
      scratch.drop(database);
    }
  }

  private Run write(Store store, Spent spent, List<Sent> tale) throws InterruptedException {
    return write(store, spent, tale, batch);
  }

  private Run write(Store store, Spent spent, List<Sent> tale, int size)
      throws InterruptedException {
    return Run.of(
        tale,
        size,
        writers,
        records -> {
          Batch parsed = spent.in(Phase.PARSING, () -> Sent.read(records));
          store.write(parsed);
        });
  }

  private static void check(List<Sent> tale, Counts counts) {
    check("events in the log", Run.events(tale), counts.events());
    check("deliveries", tale.size(), counts.deliveries());
    check("calls", keys(tale, EventKind.CALL), counts.calls());
    check("deliveries without a manifest", 0, counts.unfinished());
  }

  private static void check(String what, long written, long there) {
    if (written != there) {
      throw new IllegalStateException("%s: %d, not %d as written".formatted(what, there, written));
    }
  }

  private static long keys(List<Sent> tale, EventKind... kinds) {
    List<EventKind> wanted = List.of(kinds);
    return tale.stream()
        .flatMap(sent -> sent.items().stream())
        .filter(item -> wanted.contains(item.row().kind()))
        .map(item -> item.row().key())
        .distinct()
        .count();
  }

  private static WriterReport.Line line(Workload workload, List<Round> rounds) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      shares.put(
          phase.wire(),
          rounds.stream()
              .mapToDouble(round -> round.shares().getOrDefault(phase, 0.0))
              .average()
              .orElseThrow());
    }
    Counts counts = rounds.get(0).counts();
    return new WriterReport.Line(
        workload.title(),
        rounds.get(0).ours().events(),
        counts.events(),
        counts.calls(),
        counts.leads(),
        figure(rounds, round -> round.ours().eventsPerSecond()),
        figure(rounds, round -> round.plain().eventsPerSecond()),
        figure(rounds, round -> round.ours().eventsPerSecond() / round.plain().eventsPerSecond()),
        shares);
  }

  private static <T> Figure figure(List<T> rounds, Function<T, Double> of) {
    return Figure.of(rounds.stream().map(of).toList());
  }

  private static final int TRICKLE = 10;
  private static final int TRICKLES = 50;

  /**
   * What growth costs.
   *
   * @param events new calls a round
   * @param grown events of so many calls that are there already
   * @param crowd events that one further call has already
   */
  WriterReport.Growth growth(int rounds, int events, int grown, int crowd) throws Exception {
    HikariDataSource database = scratch.fresh(writers);
    try {
      Store store = new Store(database);
      Tale tale = new Tale();
      long calls = grown;
      long steps = crowd;
      write(store, new Spent(), Workload.newCalls(tale, 0, grown));
      write(store, new Spent(), Workload.steps(tale, 0, crowd));
      List<Double> empty = new ArrayList<>();
      List<Double> full = new ArrayList<>();
      List<Double> ordinary = new ArrayList<>();
      List<Double> crowded = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        empty.add(intoEmpty(Workload.newCalls(new Tale(), 0, events)));
        full.add(
            write(store, new Spent(), Workload.newCalls(tale, calls, events)).microsPerEvent());
        calls += events;
        int few = TRICKLE * TRICKLES;
        ordinary.add(trickle(store, Workload.newCalls(tale, calls, few)));
        crowded.add(trickle(store, Workload.steps(tale, steps, few)));
        calls += few;
        steps += few;
      }
      check("events in the log", calls + steps, store.counts().events());
      check("calls", calls + 1, store.counts().calls());
      return new WriterReport.Growth(
          grown,
          Figure.of(empty),
          Figure.of(full),
          TRICKLE,
          Figure.of(ordinary),
          crowd,
          Figure.of(crowded));
    } finally {
      scratch.drop(database);
    }
  }

  private double intoEmpty(List<Sent> tale) throws SQLException, InterruptedException {
    HikariDataSource database = scratch.fresh(writers);
    try {
      return write(new Store(database), new Spent(), tale).microsPerEvent();
    } finally {
      scratch.drop(database);
    }
  }

  private static double trickle(Store store, List<Sent> tale) throws InterruptedException {
    return Run.of(tale, TRICKLE, 1, records -> store.write(Sent.read(records))).microsPerEvent();
  }
}
