package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.load.Audit;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.ModelSettings;
import dev.trunkline.load.Verdict;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
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
        "Examples:%n  trunkline audit%n  trunkline audit --sent ledger.ndjson --json%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Proves the promises on a running system: reads the topics to their ends and the views, and",
      "compares. Exit code 0: all hold; 1: one is violated; 5: the stages have not caught up."
    })
public final class AuditCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Option(
      names = "--sent",
      paramLabel = "FILE",
      description =
          "ledger of what senders were promised (default: sent.ndjson in the data folder)")
  @Nullable Path sent;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "how long the stages may take to catch up (default: ${DEFAULT-VALUE})")
  int waitSeconds = 20;

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  @Override
  public Integer call() throws Exception {
    RunningSystem system = options.find();
    Path ledger = sent == null ? options.data.resolve("sent.ndjson") : sent;
    List<Ledger.Entry> promises = Files.exists(ledger) ? Ledger.read(ledger) : List.of();
    Audit audit =
        new Audit(
            system.kafkaClients(),
            system.jdbcUrl(),
            ModelSettings.of(system.possibleDefinitions()),
            Clock.systemUTC());
    Verdict verdict =
        audit
            .run(promises, Duration.ofSeconds(waitSeconds))
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.UNSETTLED,
                        "the stages have not caught up within "
                            + waitSeconds
                            + " s, or a replay is running; try again, or see: trunkline status"));
    tellUnknown(audit.unknownSources(), system.sources() == null);
    print(verdict, System.out, json);
    return verdict.holds() ? ExitCode.OK : ExitCode.PROBLEMS;
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

  /** Prints a verdict for people, or as one JSON object. */
  public static void print(Verdict verdict, PrintStream out, boolean json) {
    if (json) {
      out.println(EventJson.mapper().writeValueAsString(verdict));
      return;
    }
    for (Verdict.Equation equation : verdict.equations()) {
      out.printf(
          "  %s  %-4s %-66s %,9d checked%n",
          equation.violations().isEmpty() ? "holds " : "BROKEN",
          equation.name(),
          equation.says(),
          equation.checked());
      equation.violations().stream()
          .limit(20)
          .flatMap(String::lines)
          .forEach(line -> out.println("          " + line));
      if (equation.violations().size() > 20) {
        out.println("          and " + (equation.violations().size() - 20) + " more");
      }
    }
    out.println(verdict.holds() ? "audit: every equation holds" : "audit: a promise is violated");
  }
}
