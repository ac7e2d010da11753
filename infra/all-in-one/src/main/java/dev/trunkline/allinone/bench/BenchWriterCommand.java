package dev.trunkline.allinone.bench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trunkline bench writer}. */
@Command(
    name = "writer",
    mixinStandardHelpOptions = true,
    header = "Measure how fast the lead-writer writes, beside a plain upsert.",
    synopsisHeading =
        "Examples:%n  trunkline bench writer%n"
            + "  trunkline bench writer --connections 2 --rounds 3%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Starts a Postgres of its own in a temporary folder, commits durable, and writes calls and",
      "leads with everything on (event log, manifests, copies, fold, persons), taking turns with a",
      "plain multi-row upsert of the same events into one bare table. Prints events a second of",
      "both, their ratio, where the lead-writer's time goes, and what an event costs where much is",
      "there already. Only ratios of one run can be compared with another's."
    })
public final class BenchWriterCommand implements Callable<Integer> {

  private static final int CROWD = 20_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "rounds, all taking turns (default: ${DEFAULT-VALUE})")
  int rounds = 5;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "events a transaction (default: ${DEFAULT-VALUE})")
  int batch = 1000;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "20000",
      description = "events of each workload a round (default: ${DEFAULT-VALUE})")
  int events = 20_000;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "1",
      description = "writers at once, a connection each (default: ${DEFAULT-VALUE})")
  int connections = 1;

  @Option(
      names = "--grown",
      paramLabel = "N",
      defaultValue = "100000",
      description = {
        "events that are there before growth is measured; of one call as many, at most 20,000;",
        "0: not measured (default: ${DEFAULT-VALUE})"
      })
  int grown = 100_000;

  @Option(names = "--json", description = "one line of JSON")
  boolean json;

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || batch < 1 || events < 1 || connections < 1 || grown < 0) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--rounds, --batch, --events and --connections must be at least 1, --grown at least 0");
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    WriterReport report = measured();
    if (json) {
      out.println(EventJson.mapper().writeValueAsString(report));
    } else {
      report.print(out);
    }
    return ExitCode.OK;
  }

  private WriterReport measured() throws Exception {
    try (Scratch scratch = Scratch.start()) {
      WriterBench bench = new WriterBench(scratch, batch, connections);
      List<WriterReport.Line> lines = bench.workloads(rounds, events);
      return new WriterReport(
          rounds,
          batch,
          connections,
          lines,
          grown == 0 ? null : bench.growth(rounds, events, grown, Math.min(grown, CROWD)));
    }
  }
}
