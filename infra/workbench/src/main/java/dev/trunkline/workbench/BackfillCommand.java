package dev.trunkline.workbench;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline backfill}. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    header = "Fetch history from a vendor, or from a file.",
    synopsisHeading =
        "Examples:%n  trunkline backfill --source onecom --from 2026-03-01 --to 2026-03-08%n  trunkline backfill --source onecom --from 2026-03-01 --apply%n  trunkline backfill --source onecom --file calls.ndjson --apply%n  trunkline backfill list%n  trunkline backfill cancel 0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Fetches what a vendor has of a stretch of time, page by page, and publishes the pages as",
      "deliveries; or publishes a file's rows as such. Only counts, and publishes nothing, unless",
      "--apply is given. What was read before changes nothing. From a vendor it is the gateway that",
      "fetches: Ctrl-C ends only the looking on. A file is published by this process, in the slow",
      "lane: the same command goes on where it was ended. Exit code 1: the job failed; 4: it was",
      "cancelled; 5: no gateway has taken it, or it is not done within --wait."
    },
    subcommands = {BackfillListCommand.class, BackfillCancelCommand.class})
public final class BackfillCommand implements Callable<Integer> {

  private static final Duration TAKEN = Duration.ofSeconds(15);
  private static final int FILE_RATE = 500;

  @Mixin SystemOptions options = new SystemOptions();

  @Option(names = "--source", paramLabel = "ID", description = "whose history")
  @Nullable String source;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "from then on: 2026-03-01T10:00:00Z, or a day in UTC: 2026-03-01")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "before then: an instant, or a day, itself not included (default: now)")
  @Nullable String to;

  @Option(
      names = "--api",
      paramLabel = "NAME",
      description = "which of the vendor's histories (default: all that are polled)")
  @Nullable String api;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "rows of .ndjson (one object a line) or .csv, or one page of .json, instead")
  @Nullable Path file;

  @Option(
      names = "--door",
      paramLabel = "NAME",
      description =
          "with --file: the door that rows are read as coming through (default: the first)")
  @Nullable String door;

  @Option(
      names = "--run",
      paramLabel = "N",
      description = "with --file: another number does all of it again (default: 1)")
  @Nullable Integer run;

  @Option(
      names = "--rate",
      paramLabel = "ROWS",
      description = "most rows a second (default: 500 of a file, else as the gateway has it)")
  @Nullable Integer rate;

  @Option(names = "--apply", description = "do it")
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
  public BackfillCommand() {
    this(Output.standard(), System.err, Clock.systemUTC(), TAKEN);
  }

  /**
   * A command.
   *
   * @param taken how long a gateway may need to begin
   */
  BackfillCommand(PrintStream out, PrintStream err, Clock clock, Duration taken) {
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.taken = taken;
  }

  @Override
  public Integer call() throws IOException {
    String of = source;
    if (of == null) {
      throw new CommandFailure(ExitCode.USAGE, "say whose history: --source ID");
    }
    if (rate != null && rate < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--rate is at least 1 row a second");
    }
    return file == null ? ofHistory(of) : ofFile(of, file);
  }

  private int ofHistory(String of) {
    if (door != null || run != null) {
      throw new CommandFailure(ExitCode.USAGE, "--door and --run go with --file");
    }
    if (from == null) {
      throw new CommandFailure(ExitCode.USAGE, "say since when, --from, or name a --file");
    }
    PullPeriod period = PullPeriod.of(from, to, clock.instant());
    RunningSystem system = options.find();
    VendorOptions.source(system.definitions().sources(), of);
    PullAsk ask =
        new PullAsk(
            apply ? PullAsk.Ask.FETCH : PullAsk.Ask.COUNT,
            of,
            DeliveryIds.next(),
            api,
            period.from(),
            period.to(),
            rate,
            clock.instant(),
            "cli",
            null);
    PullReport report =
        PullLooking.on(
            system.kafkaClients(), ask, progress(), err, taken, Duration.ofSeconds(waitSeconds));
    report.print(out, json);
    return report.exitCode();
  }

  private int ofFile(String of, Path path) throws IOException {
    if (from != null || to != null || api != null || waitSeconds != 0) {
      throw new CommandFailure(
          ExitCode.USAGE, "--from, --to, --api and --wait do not go with --file");
    }
    if (run != null && run < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--run is a number from 1");
    }
    RunningSystem system = options.find();
    Definitions definitions = system.definitions();
    Source meant = VendorOptions.source(definitions.sources(), of);
    FileCommand command =
        new FileCommand(
            definitions,
            meant,
            VendorOptions.door(definitions.vendors().get(meant.vendor()), door),
            RowFile.of(path, definitions.vendors().get(meant.vendor()).readsCsv()),
            rate == null ? FILE_RATE : rate,
            run == null ? 1 : run);
    try (Progress progress = progress()) {
      return apply
          ? command.publish(system.kafkaClients(), progress, out, err, json, clock)
          : command.preview(progress, out, json, clock);
    }
  }

  private Progress progress() {
    return new Progress(err, !json && Ansi.AUTO.enabled());
  }
}
