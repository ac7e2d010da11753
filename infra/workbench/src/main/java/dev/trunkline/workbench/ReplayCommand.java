package dev.trunkline.workbench;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.load.Settling;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.Chosen;
import dev.trunkline.store.Replays;
import dev.trunkline.store.Selection;
import dev.trunkline.store.Store;
import dev.trunkline.vendors.DefinitionArchive;
import dev.trunkline.vendors.PinnedTranslators;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trunkline replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    header = "Read deliveries again, by a mended definition or an old one.",
    synopsisHeading =
        "Examples:%n  trunkline replay --source onecom --from 2026-03-01%n  trunkline replay --source onecom --from 2026-03-01 --to 2026-03-02T12:00:00Z --apply --wait 600%n  trunkline replay --ids 0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f,0190f3c8-7a53-7d2f-8a1c-4b2e3d5c6f70%n  trunkline replay --source onecom --from 2026-03-01 --definition HASH --apply --reason 'the zone was wrong'%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Reads deliveries again: what the definition now in force, or an archived one, makes of them",
      "replaces what they were. Shows what it would do and writes nothing, unless --apply is given:",
      "the replay is tried out in a database of its own, and every row that would be new, changed or",
      "gone is foretold. With --apply and --wait what came is compared with what was foretold.",
      "Deliveries that repeat a chosen one come along. Live traffic is not disturbed: replays have a",
      "lane of their own, with a cap. Exit code 1: an id is of no delivery; 4: refused for safety;",
      "5: the stages have not caught up, or not all is done; running it again is safe."
    })
public final class ReplayCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayCommand.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int NAMED = 5;

  @Mixin SystemOptions options = new SystemOptions();
  @Mixin ReplaySelection meant = new ReplaySelection();

  @Option(
      names = "--definition",
      paramLabel = "HASH",
      description = "what reads them: a definition_hash of the archive (default: what is in force)")
  @Nullable String definition;

  @Option(names = "--apply", description = "do it")
  boolean apply;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "with --apply: how long to wait until all is read and written (default: 0)")
  int waitSeconds;

  @Option(
      names = "--quick",
      description = "try nothing out: count what is meant, and foretell no rows")
  boolean quick;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why; kept with who and when in the book of replays")
  @Nullable String reason;

  @Option(names = "--reveal", description = "show personal columns of rows that would change")
  boolean reveal;

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  CommandSpec spec;

  private final PrintStream out;
  private final Clock clock;
  private final Supplier<RehearsalRoom> rooms;
  private final Function<PinnedTranslators, Reading> readings;

  /**
   * Prints to standard output, mints ids by this machine's clock.
   *
   * @param rooms makes a database to try a replay out in
   * @param readings the replay lane's normalizer, reading by given definitions
   */
  public ReplayCommand(
      Supplier<RehearsalRoom> rooms, Function<PinnedTranslators, Reading> readings) {
    this.out = Output.standard();
    this.clock = Clock.systemUTC();
    this.rooms = rooms;
    this.readings = readings;
  }

  @Override
  public Integer call() {
    Selection selection = meant.selection(clock.instant());
    RunningSystem system = options.find();
    ReplayReaders readers =
        new ReplayReaders(new DefinitionArchive(options.archive()), system.possibleDefinitions());
    refuseWhileBehind(system.kafkaClients());
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(system.jdbcUrl());
    Store store = new Store(database);
    ReplayReport report;
    boolean settled;
    try (ReplayTrials trials = new ReplayTrials(rooms, readings)) {
      ReplayReport begun =
          store
              .replays()
              .look(
                  selection,
                  look ->
                      replay(
                          selection,
                          look,
                          store.replays(),
                          readers,
                          trials,
                          system.kafkaClients()));
      settled = settled(begun, system.kafkaClients());
      report =
          settled && begun.replayId() != null && waitSeconds > 0
              ? begun.with(trials.compare(store))
              : begun;
    }
    report.print(out, json);
    if (report.replayId() != null && !settled) {
      throw new CommandFailure(
          ExitCode.UNSETTLED,
          "not all of it is read and written within " + waitSeconds + " s; see: trunkline status");
    }
    return report.replayId() != null && report.plan().notArchived() > 0
        ? ExitCode.UNSETTLED
        : ExitCode.OK;
  }

  private ReplayReport replay(
      Selection selection,
      Replays.Look look,
      Replays replays,
      ReplayReaders readers,
      ReplayTrials trials,
      KafkaClients clients) {
    Chosen chosen = look.chosen();
    refuseUnknown(chosen);
    readers.refuseUnknown(selection, chosen);
    String hash = definition;
    Map<String, String> byWhat =
        hash == null ? readers.inForce(chosen) : readers.archived(hash, chosen, look);
    ReplayPlan plan = ReplayPlan.of(chosen, byWhat);
    Set<String> unkept =
        byWhat.values().stream()
            .filter(reader -> !readers.isKept(reader))
            .collect(Collectors.toUnmodifiableSet());
    if (plan.records() == 0) {
      return new ReplayReport(selection, plan, unkept, null, null, command());
    }
    String replayId = later(chosen.latestReplay());
    // Without waiting for what comes there is nothing to compare a forecast with.
    ForecastLines forecast =
        quick || (apply && waitSeconds == 0)
            ? null
            : new ForecastLines(
                trials.run(look, readers.translators(), byWhat, replayId), List.of(), reveal);
    if (!apply) {
      return new ReplayReport(selection, plan, unkept, null, forecast, command());
    }
    readers.keep(Set.copyOf(byWhat.values()));
    replays.asked(
        new Chosen.Asked(
            replayId,
            clock.instant(),
            asked(selection),
            byWhat,
            plan.deliveries(),
            plan.duplicates()));
    LOG.info("Replay {} begins: {} deliveries", replayId, plan.records());
    fill(look, plan, new Lane(clients, replayId, byWhat));
    replays.finished(replayId, clock.instant());
    LOG.info("Replay {}: {} deliveries are in the lane", replayId, plan.records());
    return new ReplayReport(selection, plan, Set.of(), replayId, forecast, command());
  }

  /** The selection for the book of replays, with who asked for it and why. */
  private Map<String, Object> asked(Selection selection) {
    Map<String, Object> asked = new LinkedHashMap<>(ReplaySelection.told(selection));
    asked.put("by", System.getProperty("user.name", "?"));
    if (reason != null) {
      asked.put("reason", reason);
    }
    return asked;
  }

  /** The command that does what was looked at. */
  private String command() {
    List<String> words = new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
    words.removeAll(List.of("--json", "--quick", "--reveal"));
    return "trunkline "
        + words.stream()
            .map(
                word ->
                    word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "))
        + " --apply --wait 600";
  }

  private record Lane(KafkaClients clients, String replayId, Map<String, String> readers) {
    ReplayLane open() {
      return new ReplayLane(clients, replayId, readers);
    }
  }

  private static void fill(Replays.Look look, ReplayPlan plan, Lane of) {
    try (ReplayLane lane = of.open()) {
      look.deliveries(lane::add);
      if (lane.flush() != plan.records()) {
        throw new IllegalStateException("the archive gave another number of deliveries");
      }
    } catch (RuntimeException e) {
      LOG.debug("a replay was interrupted", e);
      throw new CommandFailure(
          ExitCode.UNSETTLED,
          "replay %s was interrupted (%s): only a part of %d deliveries is in the lane; run it again, the later replay replaces this one"
              .formatted(of.replayId(), e.getMessage(), plan.records()));
    }
  }

  /** What has not been read yet would be missed, or be taken for no duplicate. */
  private static void refuseWhileBehind(KafkaClients clients) {
    if (!Settling.await(clients, PATIENCE)) {
      throw new CommandFailure(
          ExitCode.UNSETTLED,
          "the stages have not read all there is, so it cannot be told what belongs to a replay; wait until nothing is behind in: trunkline status");
    }
  }

  private static void refuseUnknown(Chosen chosen) {
    if (!chosen.unknown().isEmpty()) {
      throw new CommandFailure(
          ExitCode.PROBLEMS,
          "%d of the ids are of no delivery that is known: %s%s"
              .formatted(
                  chosen.unknown().size(),
                  chosen.unknown().stream()
                      .limit(NAMED)
                      .map(UUID::toString)
                      .collect(Collectors.joining(", ")),
                  chosen.unknown().size() > NAMED ? ", …" : ""));
    }
  }

  /** The greatest replay counts: one that is less would be read, and change nothing. */
  private String later(@Nullable String latest) {
    String id = DeliveryIds.next();
    if (latest != null && id.compareTo(latest) <= 0) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "replay "
              + latest
              + " would count as later than one made now: the clock of this machine, or that of the"
              + " one that made it, is wrong");
    }
    return id;
  }

  private boolean settled(ReplayReport report, KafkaClients clients) {
    return report.replayId() == null
        || waitSeconds == 0
        || Settling.await(clients, Duration.ofSeconds(waitSeconds));
  }
}
