package dev.trunkline.workbench;

import dev.trunkline.load.Settling;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.Chosen;
import dev.trunkline.store.ReplayBook;
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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
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
        "Examples:%n  trunkline replay --source onecom --from 2026-03-01%n  trunkline replay --source onecom --from 2026-03-01 --to 2026-03-02T12:00:00Z --apply --wait 600%n  trunkline replay --ids 0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f,0190f3c8-7a53-7d2f-8a1c-4b2e3d5c6f70%n  trunkline replay --source onecom --from 2026-03-01 --mapping HASH --apply --reason 'the zone was wrong'%n  trunkline replay --phone +12025550123%n  trunkline replay --letters 62774cc3 --apply --wait 600%n  trunkline replay --resume 0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f%n  trunkline replay list%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Reads deliveries again: what the definition now in force, or an archived one, makes of them",
      "replaces what they were. Shows what it would do and writes nothing, unless --apply is given:",
      "the replay is tried out in a database of its own, and every row that would be new, changed or",
      "gone is foretold. With --apply and --wait what came is compared with what was foretold.",
      "Deliveries that repeat a chosen one come along. Live traffic is not disturbed: replays have a",
      "lane of their own, with a cap, and it is filled no faster than the stages keep up. Ctrl-C or",
      "`replay pause` stop that, --resume goes on. Exit code 1: an id is of no delivery; 4: refused",
      "for safety, or cancelled; 5: the stages have not caught up, or not all is done."
    },
    subcommands = {ReplayListCommand.class, ReplayPauseCommand.class, ReplayCancelCommand.class})
public final class ReplayCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();
  @Mixin ReplaySelection meant = new ReplaySelection();

  @Option(
      names = {"--mapping", "--definition"},
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
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "most deliveries a second (default: ${DEFAULT-VALUE}; the lane has a cap, too)")
  int rate = 500;

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description = "go on with a replay that was paused, or interrupted by whatever")
  @Nullable String resume;

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
  private final PrintStream err;
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
    this.err = System.err;
    this.clock = Clock.systemUTC();
    this.rooms = rooms;
    this.readings = readings;
  }

  @Override
  public Integer call() {
    if (rate < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--rate is at least 1 delivery a second");
    }
    RunningSystem system = options.find();
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(system.jdbcUrl());
    Store store = new Store(database);
    ReplayBook.Page page = resume == null ? null : page(store.replayBook(), resume);
    if (page == null) {
      meant.refuseWrong(clock.instant());
    }
    ReplayReaders readers =
        new ReplayReaders(new DefinitionArchive(options.archive()), system.possibleDefinitions());
    ReplayRefusals.refuseWhileBehind(system.kafkaClients(), "what belongs to a replay");
    ReplaySelection.Meant found =
        page == null
            ? meant.meant(store, clock.instant())
            : ReplaySelection.Meant.of(Objects.requireNonNull(page.selection()));
    try (ReplayTrials trials = new ReplayTrials(rooms, readings)) {
      Order order =
          store
              .replays()
              .look(found.selection(), look -> order(found, look, page, readers, trials));
      ReplayReport report = order.report();
      boolean settled = true;
      if (report.replayId() != null) {
        apply(order, report.replayId(), page, store, readers, system.kafkaClients());
        settled =
            waitSeconds == 0
                || Settling.await(system.kafkaClients(), Duration.ofSeconds(waitSeconds));
        if (settled && waitSeconds > 0) {
          report = report.with(trials.compare(store));
        }
      }
      report.print(out, json);
      if (!settled) {
        throw new CommandFailure(
            ExitCode.UNSETTLED,
            "not all of it is read and written within "
                + waitSeconds
                + " s; see: trunkline status");
      }
      return report.replayId() != null && report.plan().notArchived() > 0
          ? ExitCode.UNSETTLED
          : ExitCode.OK;
    }
  }

  /** A replay that may go on. */
  private ReplayBook.Page page(ReplayBook book, String id) {
    if (!meant.isEmpty() || definition != null) {
      throw new CommandFailure(
          ExitCode.USAGE, "--resume goes on with what was asked for; it takes no selection");
    }
    return ReplayRefusals.open(book, id);
  }

  /**
   * What is to be done.
   *
   * @param report its replay id is null where nothing is
   * @param left what is not in the lane yet
   */
  private record Order(
      ReplayReport report, Selection selection, Map<String, String> readers, List<UUID> left) {}

  private Order order(
      ReplaySelection.Meant found,
      Replays.Look look,
      ReplayBook.@Nullable Page page,
      ReplayReaders readers,
      ReplayTrials trials) {
    Chosen chosen = look.chosen();
    ReplayRefusals.refuseUnknown(chosen);
    if (chosen.groups().isEmpty()) {
      readers.refuseUnknown(meant.source, meant.vendor);
    }
    String hash = definition;
    Map<String, String> byWhat =
        page != null
            ? page.readers()
            : hash == null ? readers.inForce(chosen) : readers.archived(hash, chosen, look);
    ReplayPlan plan = ReplayPlan.of(chosen, byWhat);
    Set<String> unkept =
        byWhat.values().stream()
            .filter(reader -> !readers.isKept(reader))
            .collect(Collectors.toUnmodifiableSet());
    boolean doIt = apply || page != null;
    if (plan.records() == 0) {
      return new Order(
          new ReplayReport(found.told(), plan, unkept, null, null, command()),
          found.selection(),
          byWhat,
          List.of());
    }
    String replayId = page == null ? ReplayRefusals.later(chosen.latestReplay()) : page.replayId();
    // Without waiting for what comes there is nothing to compare a forecast with.
    ForecastLines forecast =
        quick || (doIt && waitSeconds == 0)
            ? null
            : new ForecastLines(
                trials.run(look, readers.translators(), byWhat, replayId), List.of(), reveal);
    return new Order(
        new ReplayReport(found.told(), plan, unkept, doIt ? replayId : null, forecast, command()),
        found.selection(),
        byWhat,
        doIt ? look.left(replayId) : List.of());
  }

  private void apply(
      Order order,
      String replayId,
      ReplayBook.@Nullable Page page,
      Store store,
      ReplayReaders readers,
      KafkaClients clients) {
    readers.keep(Set.copyOf(order.readers().values()));
    if (page == null) {
      store
          .replays()
          .asked(
              new Chosen.Asked(
                  replayId,
                  clock.instant(),
                  asked(order),
                  order.readers(),
                  order.report().plan().deliveries(),
                  order.report().plan().duplicates()));
    }
    try (Progress progress = new Progress(err, !json && Ansi.AUTO.enabled())) {
      new ReplayRun(store, clients, clock, rate)
          .run(replayId, order.readers(), order.left(), progress, err);
    }
  }

  /** The selection for the book of replays, with who asked for it and why. */
  private Map<String, Object> asked(Order order) {
    Map<String, Object> asked = new LinkedHashMap<>(order.report().selection());
    if (order.selection() instanceof Selection.Ids(var ids)) {
      asked.put("delivery_ids", ids);
    }
    asked.put("by", Operator.name());
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
}
