package dev.trunkline.allinone.bench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.gateway.journal.Flushed;
import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trunkline bench gateway}. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    header = "Measure how fast the gateway keeps webhooks, beside a handler with an insert each.",
    synopsisHeading =
        "Examples:%n  trunkline bench gateway%n"
            + "  trunkline bench gateway --callers 8,64,256 --rounds 9%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Starts a gateway of class single-node with its journal and a Kafka, and beside it Fastify",
      "and pg on a durable Postgres, in a temporary folder; posts a signed webhook of a vendor to",
      "one after the other, each caller the next one when it is answered, and prints answers a",
      "second and how long they took. Both answer when the disk has the webhook; a figure counts",
      "only if all that was answered is then in Kafka, or in the table. The peer is installed by",
      "npm, and left out where that does not work. Only ratios of one run can be compared with",
      "another's."
    })
public final class BenchGatewayCommand implements Callable<Integer> {

  private static final List<Integer> POOLS = List.of(10, 64);

  private final Function<Path, Flushed> flushed;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "rounds, all taking turns (default: ${DEFAULT-VALUE})")
  int rounds = 5;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "of a server's turn (default: ${DEFAULT-VALUE})")
  int seconds = 3;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "10",
      description = {
        "seconds of each server's first turn, not counted; again while this JVM compiles, at most five",
        "times (default: ${DEFAULT-VALUE})"
      })
  int warmUp = 10;

  @Option(
      names = "--callers",
      paramLabel = "N",
      split = ",",
      defaultValue = "8,64",
      description = "how many at once (default: ${DEFAULT-VALUE})")
  List<Integer> callers = List.of(8, 64);

  @Option(names = "--no-peer", description = "the gateway alone")
  boolean alone;

  @Option(names = "--json", description = "one line of JSON")
  boolean json;

  /**
   * The command.
   *
   * @param flushed what an embedded broker has flushed, by the folder of its partitions
   */
  public BenchGatewayCommand(Function<Path, Flushed> flushed) {
    this.flushed = flushed;
  }

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || seconds < 1 || warmUp < 1 || callers.stream().anyMatch(n -> n < 1)) {
      throw new CommandFailure(
          ExitCode.USAGE, "--rounds, --seconds, --warm-up and --callers must be at least 1");
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    GatewayReport report = measured();
    if (json) {
      out.println(EventJson.mapper().writeValueAsString(report));
    } else {
      report.print(out);
    }
    return ExitCode.OK;
  }

  private GatewayReport measured() throws Exception {
    Webhook webhook = Webhook.usual();
    List<Contestant> contestants = new ArrayList<>();
    try (Scratch scratch = Scratch.start()) {
      try {
        contestants.add(OwnGateway.start(scratch.folder(), webhook, flushed));
        if (!alone) {
          addPeers(contestants, webhook, scratch);
        }
        return new GatewayBench(contestants, webhook.request(), scratch.folder())
            .measure(rounds, callers, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
      } finally {
        contestants.forEach(Contestant::close);
      }
    }
  }

  private static void addPeers(List<Contestant> contestants, Webhook webhook, Scratch scratch)
      throws InterruptedException, SQLException, IOException {
    String programs = System.getProperty("trunkline.programs");
    Path folder =
        programs == null
            ? scratch.folder().resolve("peers/fastify-pg")
            : Path.of(programs).resolveSibling("peers/fastify-pg");
    try {
      PeerInstallation.in(folder);
    } catch (PeerInstallation.Missing e) {
      System.err.println("the peer is left out: " + e.getMessage());
      return;
    }
    for (int pool : POOLS) {
      contestants.add(FastifyPg.start(folder, webhook, scratch, pool));
    }
  }
}
