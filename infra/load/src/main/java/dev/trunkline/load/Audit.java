package dev.trunkline.load;

import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Verdict.Equation;
import dev.trunkline.load.model.Copy;
import dev.trunkline.load.model.Erased;
import dev.trunkline.load.model.Settings;
import dev.trunkline.load.model.Slicing;
import dev.trunkline.load.scratch.Scratch;
import dev.trunkline.load.scratch.Spill;
import dev.trunkline.plumbing.KafkaClients;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Proves the promises on a running system, from its topics and the contract's views alone. What it
 * reads goes to disk and is judged part by part.
 */
public final class Audit {

  private static final int PARTS = 128;
  private static final int PREFIXES = 256;

  private final KafkaClients clients;
  private final @Nullable String jdbcUrl;
  private final Settings settings;
  private final Clock clock;
  private final Surroundings surroundings;

  /**
   * An audit of this system's topics and views.
   *
   * @param jdbcUrl of the database, with user and password; null to leave the views out
   * @param settings what the sources file says that the system runs with
   * @param clock tells which deliveries are old enough to be judged
   */
  public Audit(KafkaClients clients, @Nullable String jdbcUrl, Settings settings, Clock clock) {
    this(clients, jdbcUrl, settings, clock, Surroundings.NONE);
  }

  /** The same, with what else there is of it. */
  public Audit(
      KafkaClients clients,
      @Nullable String jdbcUrl,
      Settings settings,
      Clock clock,
      Surroundings surroundings) {
    this.settings = settings;
    this.clients = clients;
    this.jdbcUrl = jdbcUrl;
    this.clock = clock;
    this.surroundings = surroundings;
  }

  /**
   * Of all that can be judged, with a ledger that is at hand.
   *
   * @throws SQLException if the database cannot be asked
   */
  public Optional<Verdict> run(List<Ledger.Entry> sent, Duration patience) throws SQLException {
    return run(sent::forEach, Range.ALL, patience);
  }

  /**
   * Reads what is there, waits until every stage has read as far, and judges it. What arrives
   * meanwhile is left for the next audit, and so is what is older than 29 days: retention may have
   * taken its records.
   *
   * @param sent gives what senders were promised before this call, which may be nothing
   * @param range deliveries that were received in it are judged
   * @param patience how long the stages may take
   * @return empty if a stage did not catch up in time, or a replay began meanwhile, or recordings
   *     are not as told where somebody was erased meanwhile
   * @throws SQLException if the database cannot be asked
   */
  public Optional<Verdict> run(
      Consumer<Consumer<Ledger.Entry>> sent, Range range, Duration patience) throws SQLException {
    Window open = Window.at(clock.instant(), range);
    Hours hours = new Hours(open);
    Leaks leaks = new Leaks(surroundings.secrets());
    TopicReader topics = new TopicReader(clients, leaks::look);
    try (Scratch scratch = Scratch.make()) {
      Spill byDelivery = scratch.spill(PARTS);
      Gathering gathering = new Gathering(topics, byDelivery, hours, open, range.from() != null);
      Set<String> unanswered = new HashSet<>();
      sent.accept(
          entry -> {
            gathering.promise(entry);
            if (surroundings.sentIsAll() && !entry.acknowledged()) {
              unanswered.add(entry.sha256());
            }
          });
      gathering.journal(surroundings.journal());
      gathering.raw(rawTopics());
      Map<TopicPartition, Long> replays = replays();
      if (!Settling.await(clients, patience)) {
        return Optional.empty();
      }
      Set<String> strangers = surroundings.sentIsAll() ? unanswered : null;
      List<Equation> equations =
          new ArrayList<>(deliveries(scratch, gathering, byDelivery, hours, strangers));
      Erased erased = erased();
      List<Equation> recordings = recordings(scratch, topics, erased);
      if (recordings.stream().anyMatch(e -> !e.violations().isEmpty())
          && !erased().equals(erased)) {
        return Optional.empty();
      }
      equations.addAll(recordings);
      List<Verdict.Stage> stages = Promptness.stages(clients, clock);
      equations.add(Promptness.judge(stages));
      if (surroundings.secrets().size() > 0) {
        equations.add(leaks(topics, leaks));
      }
      // A replay that came meanwhile is half way: of a delivery that is judged it may have written
      // one topic after that was read, and another before.
      return replays().equals(replays)
          ? Optional.of(new Verdict(masked(equations), stages, hours.all()))
          : Optional.empty();
    }
  }

  /**
   * Sources that the database knows and the settings do not: what the file said of them once may
   * still be in force in the views, and is not known here.
   *
   * @throws SQLException if the database cannot be asked
   */
  public Set<String> unknownSources() throws SQLException {
    Set<String> unknown = jdbcUrl == null ? new TreeSet<>() : Views.sources(jdbcUrl);
    settings.sources().forEach(known -> unknown.remove(known.source()));
    return unknown;
  }

  /** E1 to E5. */
  private List<Equation> deliveries(
      Scratch scratch,
      Gathering gathering,
      Spill byDelivery,
      Hours hours,
      @Nullable Set<String> strangers)
      throws SQLException {
    if (jdbcUrl == null) {
      gathering.made(told -> {}, manifest -> {});
      return judge(byDelivery, gathering, gathering.closed(), strangers);
    }
    // The views first: what they show then stands on the topics when those are read.
    try (Views views = Views.open(jdbcUrl)) {
      Slicing slicing = new Slicing(scratch.spill(1));
      gathering.made(
          told -> slicing.told(Copy.read(told.kind(), told.body(), told.copy().replayId())),
          slicing::told);
      Window window = gathering.closed();
      List<Equation> equations = new ArrayList<>(judge(byDelivery, gathering, window, strangers));
      equations.add(
          new Rows(scratch, settings, views.erased(), window, slicing)
              .judge(byDelivery, views, views.contradictions(), hours));
      return equations;
    }
  }

  private static List<Equation> judge(
      Spill byDelivery, Gathering gathering, Window window, @Nullable Set<String> strangers) {
    Tally tally = new Tally();
    for (int part = 0; part < byDelivery.parts(); part++) {
      Evidence evidence = new Evidence();
      byDelivery.each(
          part,
          record -> {
            Clue clue = Clue.read(record);
            if (isJudged(clue, window)) {
              evidence.add(clue);
            }
          });
      tally.add(Judge.judge(evidence, strangers));
    }
    tally.add(Judge.oneFate(0, gathering.unreadable()));
    return tally.equations();
  }

  /** A promise binds from the moment it is made, and what a journal holds is no way behind. */
  private static boolean isJudged(Clue clue, Window window) {
    return switch (clue) {
      case Clue.Promised promised -> window.owes(promised.deliveryId());
      case Clue.Journaled journaled -> window.owes(journaled.deliveryId());
      case Clue.Kept kept -> window.judges(kept.deliveryId());
      case Clue.Fated fated -> window.judges(fated.deliveryId());
      case Clue.Told told -> window.judges(told.deliveryId());
      case Clue.Dead dead -> window.judges(dead.deliveryId());
    };
  }

  /** E6. */
  private List<Equation> recordings(Scratch scratch, TopicReader topics, Erased erased) {
    Recordings recordings = new Recordings(scratch.spill(PREFIXES), erased);
    List<Equation> equations = new ArrayList<>();
    equations.add(
        new Searches(clients, topics, scratch.spill(PARTS), recordings, erased)
            .judge(clock.instant()));
    if (surroundings.recordings() != null) {
      equations.add(recordings.judge(surroundings.recordings(), clock.instant()));
    }
    return equations;
  }

  private Erased erased() throws SQLException {
    return jdbcUrl == null ? Erased.NONE : Views.erased(jdbcUrl);
  }

  /** E8. */
  private Equation leaks(TopicReader topics, Leaks leaks) throws SQLException {
    try (Admin admin = Admin.create(clients.common())) {
      List<String> unread = new ArrayList<>(RawTopics.all(admin));
      unread.removeAll(topics.seen());
      topics.read(unread, record -> {});
    }
    surroundings.logs().forEach(leaks::look);
    if (jdbcUrl != null) {
      SecretColumns.look(jdbcUrl, surroundings.secrets(), leaks);
    }
    return leaks.judge();
  }

  private List<Equation> masked(List<Equation> equations) {
    return equations.stream()
        .map(
            e ->
                new Equation(
                    e.name(),
                    e.says(),
                    e.checked(),
                    e.violations().stream().map(surroundings.secrets()::masked).toList()))
        .toList();
  }

  /** How far the replay lane reaches. */
  private Map<TopicPartition, Long> replays() {
    try (Admin admin = Admin.create(clients.common())) {
      return Lag.ends(admin, List.of(Topics.REPLAY.name()));
    }
  }

  private List<String> rawTopics() {
    try (Admin admin = Admin.create(clients.common())) {
      return RawTopics.of(admin);
    }
  }
}
