package dev.trunkline.workbench;

import dev.trunkline.load.Audit;
import dev.trunkline.load.Journal;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.ModelSettings;
import dev.trunkline.load.Range;
import dev.trunkline.load.SourceSecrets;
import dev.trunkline.load.Surroundings;
import dev.trunkline.load.Verdict;
import dev.trunkline.vendors.Definitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    header = "Prove the promises on a running system.",
    synopsisHeading =
        "Examples:%n  trunkline audit%n  trunkline audit --sent ledger.ndjson --json%n"
            + "  trunkline audit --from 2026-03-01 --to 2026-03-02%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Proves the promises on a running system: reads the topics to their ends and the views, and",
      "compares. Exit code 0: all hold; 1: one is violated; 5: the stages have not caught up."
    })
public final class AuditCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Mixin AuditOptions places = new AuditOptions();

  @Option(
      names = "--sent",
      paramLabel = "FILE",
      description =
          "ledger of what senders were promised (default: sent.ndjson in the data folder)")
  @Nullable Path sent;

  @Option(
      names = "--sent-is-all",
      description = "nobody else sent anything: what is in no ledger is a violation (E2)")
  boolean sentIsAll;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "deliveries received then or later: an instant, or a day in UTC")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "received before: an instant, or a day, itself not included")
  @Nullable String to;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "how long the stages may take to catch up (default: ${DEFAULT-VALUE})")
  int waitSeconds = 20;

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  private final Function<Path, Journal> journals;

  /**
   * A command.
   *
   * @param journals the journal of the gateway that has this data folder
   */
  public AuditCommand(Function<Path, Journal> journals) {
    this.journals = journals;
  }

  @Override
  public Integer call() throws Exception {
    Range range = range();
    RunningSystem system = options.find();
    Definitions definitions = system.possibleDefinitions();
    Audit audit =
        new Audit(
            system.kafkaClients(),
            system.jdbcUrl(),
            ModelSettings.of(definitions),
            Clock.systemUTC(),
            new Surroundings(
                journals.apply(options.data),
                places.recordings(options),
                places.logs(options.data),
                SourceSecrets.of(definitions.sources()),
                sentIsAll));
    Path ledger = sent == null ? options.data.resolve("sent.ndjson") : sent;
    Verdict verdict =
        audit
            .run(
                entries -> {
                  if (Files.exists(ledger)) {
                    Ledger.each(ledger, entries);
                  }
                },
                range,
                Duration.ofSeconds(waitSeconds))
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.UNSETTLED,
                        "the stages have not caught up within "
                            + waitSeconds
                            + " s, or a replay is running, or somebody was erased meanwhile;"
                            + " try again, or see: trunkline status"));
    tellUnknown(audit.unknownSources(), system.sources() == null);
    AuditReport.print(verdict, System.out, json);
    return verdict.holds() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private Range range() {
    Instant begin = from == null ? null : Moment.of("--from", from);
    Instant end = to == null ? null : Moment.of("--to", to);
    if (begin != null && end != null && !begin.isBefore(end)) {
      throw new CommandFailure(ExitCode.USAGE, "--to is not after --from");
    }
    return new Range(begin, end);
  }

  /**
   * Rows depend on what the sources file says: with another file's settings right ones would be
   * called wrong.
   */
  private static void tellUnknown(Set<String> unknown, boolean withoutFile) {
    if (unknown.isEmpty()) {
      return;
    }
    String names = String.join(", ", unknown);
    if (withoutFile) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "the database knows sources that are none of the demo's: "
              + names
              + "; name the sources file that the system runs with: --sources FILE");
    }
    System.err.println(
        "note: no longer in the sources file: "
            + names
            + "; what it said of them (default names, numbers that are no customer's) still counts"
            + " in the views and is unknown here");
  }
}
