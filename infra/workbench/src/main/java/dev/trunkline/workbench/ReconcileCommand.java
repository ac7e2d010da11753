package dev.trunkline.workbench;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline reconcile}. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    header = "Compare a vendor's own list with our rows, and heal what is missing.",
    synopsisHeading =
        "Examples:%n  trunkline reconcile --source onecom%n  trunkline reconcile --source onecom --from 2026-03-01 --to 2026-03-08 --apply%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Compares what a vendor lists of each day with our rows: what is missing, differs, or is ours",
      "alone. With --apply the pages are published that hold what is missing or differs. Ctrl-C ends",
      "only the looking on. Exit code 1: something is missing or differs (with --apply: still), or",
      "the job failed; 5: no gateway has taken it, or it is not done within --wait."
    })
public final class ReconcileCommand implements Callable<Integer> {

  private static final Duration TAKEN = Duration.ofSeconds(15);

  @Mixin SystemOptions options = new SystemOptions();

  @Option(names = "--source", required = true, paramLabel = "ID", description = "whose list")
  String source = "";

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "from this day on, in UTC: 2026-03-01 (default: yesterday)")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "before this day, in UTC (default: up to now)")
  @Nullable String to;

  @Option(
      names = "--api",
      paramLabel = "NAME",
      description = "which of the vendor's histories (default: all that are polled)")
  @Nullable String api;

  @Option(names = "--apply", description = "heal, rather than only compare")
  boolean apply;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "how long to look on (default: until it is done)")
  int waitSeconds;

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;
  private final Duration taken;

  /** Prints to standard output, reads this machine's clock. */
  public ReconcileCommand() {
    this(Output.standard(), System.err, Clock.systemUTC(), TAKEN);
  }

  /**
   * A command.
   *
   * @param taken how long a gateway may need to begin
   */
  ReconcileCommand(PrintStream out, PrintStream err, Clock clock, Duration taken) {
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.taken = taken;
  }

  @Override
  public Integer call() {
    Instant now = clock.instant();
    PullPeriod days =
        PullPeriod.between(
            from == null
                ? now.truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS)
                : day("--from", from),
            to == null ? now : day("--to", to),
            now);
    RunningSystem system = options.find();
    VendorOptions.source(system.definitions().sources(), source);
    PullAsk ask =
        new PullAsk(
            apply ? PullAsk.Ask.RECONCILE : PullAsk.Ask.COMPARE,
            source,
            DeliveryIds.next(),
            api,
            days.from(),
            days.to(),
            null,
            now,
            "cli",
            null);
    ReconcileReport report = reconcile(system.kafkaClients(), ask);
    report.print(out, json);
    int failed = report.pull().exitCode();
    return failed == ExitCode.OK && report.unsettled() > 0 ? ExitCode.PROBLEMS : failed;
  }

  private ReconcileReport reconcile(KafkaClients clients, PullAsk ask) {
    try (Feed told = new Feed(clients, Topics.RECONCILED.name(), source).fromHere()) {
      PullReport pull =
          PullLooking.on(
              clients,
              ask,
              new Progress(err, !json && Ansi.AUTO.enabled()),
              err,
              taken,
              Duration.ofSeconds(waitSeconds));
      Map<String, Reconciliation> days = new TreeMap<>();
      told.toTheEnd(
          record -> {
            Reconciliation day = EventJson.mapper().readValue(record.value(), Reconciliation.class);
            if (day.id().equals(pull.id()) && day.source().equals(source)) {
              days.put(day.day() + "/" + day.api(), day);
            }
          });
      return new ReconcileReport(pull, days.values().stream().toList());
    }
  }

  private static Instant day(String option, String text) {
    try {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new CommandFailure(ExitCode.USAGE, option + " wants a day in UTC: 2026-03-01");
    }
  }
}
