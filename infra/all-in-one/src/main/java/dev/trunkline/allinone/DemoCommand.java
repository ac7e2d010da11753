package dev.trunkline.allinone;

import dev.trunkline.load.Audit;
import dev.trunkline.load.DemoSources;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.ModelSettings;
import dev.trunkline.load.Repertoire;
import dev.trunkline.load.Sender;
import dev.trunkline.load.Settling;
import dev.trunkline.load.Verdict;
import dev.trunkline.vendors.DefinitionLoader;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.workbench.AuditReport;
import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import dev.trunkline.workbench.RunningSystem;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    header = "Start everything here and show it at work.",
    synopsisHeading = "Examples:%n  trunkline demo%n  trunkline demo --seconds 45%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Starts everything embedded and sends what vendors send, signed as they sign: every sample,",
      "repeated, out of order, and once with a forged signature, then the same stories about new",
      "people. Shows each event with its way and milliseconds; at the end a table and the audit's",
      "verdict. Exit code 0 only if every promise holds. Run again, it goes on with the same data."
    })
final class DemoCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Mixin InstallationOptions options = new InstallationOptions();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "0",
      description = "end by itself N seconds after the start (default: at Ctrl-C)")
  int seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "order and choice of what is sent (default: ${DEFAULT-VALUE})")
  long seed = 1;

  @Override
  public Integer call() throws SQLException {
    long end =
        seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  interrupted.set(true);
                  try {
                    done.await(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stop"));
    DemoFolder.claim(options.data);
    try (DemoVendor vendor = DemoVendor.start(Clock.systemUTC())) {
      DefinitionLoader loader =
          options.definitions(vendors -> vendor.at(DemoSources.forSamples(vendors)));
      Consumer<String> progress = System.err::println;
      try (Installation installation =
          Installation.start(options, loader, DemoVendor.PROPERTIES, progress)) {
        System.out.println(installation.readyLine());
        Definitions definitions = installation.definitions();
        Verdict verdict =
            play(
                installation.address(),
                definitions,
                vendor,
                () -> !interrupted.get() && System.nanoTime() < end);
        return verdict.holds() ? ExitCode.OK : ExitCode.PROBLEMS;
      }
    } finally {
      done.countDown();
    }
  }

  private Verdict play(
      RunningSystem system, Definitions definitions, DemoVendor vendor, BooleanSupplier goOn)
      throws SQLException {
    Repertoire repertoire = Repertoire.of(definitions.vendors(), definitions.sources());
    Path promises = options.data.resolve("sent.ndjson");
    Map<String, DemoTraffic.Tally> tallies;
    Consumer<String> lines = System.out::println;
    try (Ledger ledger = Ledger.open(promises);
        Sender sender = new Sender(system.gateway(), ledger, Clock.systemUTC());
        Witness witness = new Witness(system, lines)) {
      int firstNumber = Ledger.read(promises).size() % 9_000;
      tallies =
          new DemoTraffic(
                  repertoire,
                  sender,
                  witness,
                  () -> vendor.call(sender, definitions),
                  new Random(seed),
                  lines)
              .run(goOn, firstNumber);
      if (!Settling.await(system.kafkaClients(), PATIENCE)) {
        throw unsettled();
      }
      long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      while (!witness.sawAll() && System.nanoTime() < patience) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
    List<Ledger.Entry> sent = Ledger.read(promises);
    Verdict verdict =
        new Audit(
                system.kafkaClients(),
                system.jdbcUrl(),
                ModelSettings.of(definitions),
                Clock.systemUTC())
            .run(sent, PATIENCE)
            .orElseThrow(DemoCommand::unsettled);
    DemoTable.print(system, tallies, System.out);
    AuditReport.print(verdict, System.out, false);
    return verdict;
  }

  private static CommandFailure unsettled() {
    return new CommandFailure(
        ExitCode.UNSETTLED,
        "the stages have not caught up within "
            + PATIENCE.toSeconds()
            + " s; trunkline.log in the data folder says why");
  }
}
