package dev.trunkline.workbench;

import dev.trunkline.load.Settling;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.Letter;
import dev.trunkline.store.LetterScope;
import dev.trunkline.store.Letters;
import dev.trunkline.store.Store;
import dev.trunkline.vendors.DefinitionArchive;
import dev.trunkline.vendors.Definitions;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code trunkline dead-letters retry}. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    header = "Try dead letters again, once, and see what becomes of them.",
    synopsisHeading =
        "Examples:%n  trunkline dead-letters retry 62774cc3%n  trunkline dead-letters retry 62774cc3 --apply%n  trunkline dead-letters retry normalizer-3@17 normalizer-3@18 --apply%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "What the normalizer could not read is read again by what is in force now, with all that repeats",
      "it; what the writer could not write is written; what the recording fetcher could not take up is",
      "asked for again. Shows what it would do, and what would pass, unless --apply is given; then it",
      "waits until it is certain what became of each, and running it again is safe whenever it was",
      "ended. Nothing is tried twice by itself. Exit code 1: some died again, or there is no such",
      "group or letter; 5: it is not certain yet."
    })
final class DeadLettersRetryCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLettersRetryCommand.class);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(200);

  /** Letters of one run; what is more waits for the next. */
  private static final int MOST = 100_000;

  /** Letters of the writer's that are rehearsed: each is a transaction. */
  private static final int REHEARSED = 1_000;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // picocli sets it
  DeadLettersCommand parent;

  @Mixin SystemOptions options = new SystemOptions();
  @Mixin LetterChoice meant = new LetterChoice();

  @Option(names = "--apply", description = "do it")
  boolean apply;

  @Option(
      names = "--force",
      description = "also what was tried five times, and what today's definitions would refuse")
  boolean force;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "how long to wait until it is certain what became of them (default: 600)")
  int waitSeconds = 600;

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  private final PrintStream out = Output.standard();
  private final PrintStream err = System.err;
  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() {
    LetterScope scope = meant.scope();
    RunningSystem system = options.find();
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(system.jdbcUrl());
    Store store = new Store(database);
    Letters letters = store.letters();
    ReplayRefusals.refuseWhileBehind(system.kafkaClients(), "which letters are open");
    letters.settle();
    meant.refuseUnknown(letters);
    LetterPlan plan = LetterPlan.of(letters.oldest(scope, false, MOST), force);
    LetterRetryReport report = new LetterRetryReport(letters.open(scope).letters(), plan);
    LetterReplay replay = foresee(plan, report, store, system);
    if (apply) {
      LOG.info("Dead letters: {} of {} are tried again", plan.all().size(), meant.told());
      report.outcome = apply(plan, report, replay, store, system.kafkaClients());
    } else {
      rehearse(plan, report, new LetterWriting(store, system.kafkaClients()));
    }
    report.print(meant.told(), out, json);
    return report.outcome == null ? ExitCode.OK : report.outcome.exitCode();
  }

  /** Leaves what would be refused. Null where nothing is to be read again. */
  private @Nullable LetterReplay foresee(
      LetterPlan plan, LetterRetryReport report, Store store, RunningSystem system) {
    List<Letter> dead = plan.of(LetterWay.REPLAY);
    if (dead.isEmpty()) {
      return null;
    }
    Definitions today = system.possibleDefinitions();
    LetterForecast forecast = parent.forecast(today);
    store
        .letters()
        .filed(
            LetterScope.places(dead.stream().map(Letter::place).toList()),
            dead.size(),
            forecast::add);
    report.forecast = forecast.all();
    plan.foresee(forecast, force);
    if (plan.of(LetterWay.REPLAY).isEmpty()) {
      return null;
    }
    LetterReplay replay =
        new LetterReplay(
            store,
            new ReplayReaders(new DefinitionArchive(options.archive()), today),
            system.kafkaClients(),
            clock);
    report.replay = replay.plan(plan.deliveries());
    return replay;
  }

  private void rehearse(LetterPlan plan, LetterRetryReport report, LetterWriting writing) {
    List<Letter> some = plan.of(LetterWay.WRITE).stream().limit(REHEARSED).toList();
    report.rehearsed = some.size();
    report.rehearsedPassing = some.stream().filter(writing::wouldPass).count();
  }

  private LetterOutcome apply(
      LetterPlan plan,
      LetterRetryReport report,
      @Nullable LetterReplay replay,
      Store store,
      KafkaClients clients) {
    if (replay != null) {
      try (Progress progress = new Progress(err, !json && Ansi.AUTO.enabled())) {
        report.replayId =
            replay
                .apply(plan.deliveries(), "dead letters " + meant.told(), progress, err)
                .replayId();
      }
    }
    OnInterrupt interrupted =
        new OnInterrupt(
            err,
            "what was begun is finished by the stages; run it again to see what became of it",
            () -> {});
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
    try {
      write(plan, store, clients);
      new LetterReturn(store.letters(), clients).put(plan.of(LetterWay.PUT_BACK));
      awaitReplay(plan, report.replayId, store.letters(), end);
      confirm(plan, store.letters(), clients, end);
    } finally {
      interrupted.over();
    }
    return LetterOutcome.of(
        plan.all(),
        store.letters().newest(LetterScope.places(plan.places()), true, plan.all().size()));
  }

  private void write(LetterPlan plan, Store store, KafkaClients clients) {
    LetterWriting writing = new LetterWriting(store, clients);
    for (LetterWay way : List.of(LetterWay.WRITE, LetterWay.ARCHIVE)) {
      for (Letter letter : plan.of(way)) {
        if (writing.write(letter)) {
          store.letters().resolve(List.of(letter.place()), act("written"));
        } else {
          store.letters().failedAgain(letter.place());
        }
      }
    }
  }

  /** Until every delivery has its new manifest. */
  private void awaitReplay(LetterPlan plan, @Nullable String replayId, Letters letters, long end) {
    if (replayId == null) {
      return;
    }
    List<String> deliveries = plan.deliveries().stream().map(UUID::toString).toList();
    try (Progress progress = new Progress(err, !json && Ansi.AUTO.enabled())) {
      for (int read = 0; read < deliveries.size() && System.nanoTime() < end; ) {
        read = letters.processed(deliveries, replayId);
        progress.at(
            (double) read / deliveries.size(),
            "%,d of %,d deliveries are read again".formatted(read, deliveries.size()));
        LockSupport.parkNanos(LOOK);
      }
    }
  }

  /** Until every stage has dealt with it, and what died again is in the index. */
  private void confirm(LetterPlan plan, Letters letters, KafkaClients clients, long end) {
    if (plan.of(LetterWay.REPLAY).isEmpty() && plan.of(LetterWay.PUT_BACK).isEmpty()) {
      return;
    }
    boolean settled =
        Settling.await(clients, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    letters.settle();
    if (settled) {
      // A later letter would have ended it.
      letters.resolve(
          plan.of(LetterWay.PUT_BACK).stream().map(Letter::place).toList(), act("put back"));
    }
  }

  private Letters.LetterAct act(String why) {
    return new Letters.LetterAct(clock.instant(), Operator.name(), why);
  }
}
