package dev.trunkline.allinone.drill;

import dev.trunkline.load.Journal;
import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trunkline drill}. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    header = "Break an installation on purpose, and audit what is left.",
    synopsisHeading =
        "Examples:%n  trunkline drill --seeds 6%n  trunkline drill --seed 17 --keep%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "For each seed: starts an installation of its own, broker, database and each stage a process,",
      "sends what vendors send, and at moments that the seed says kills (also as they start), ends",
      "and freezes processes, cuts, stalls and slows the ways between them, skews clocks, fills the",
      "disk, fails fsync and cuts the power of all stores at once. Then waits until all is read, and",
      "audits. Speaks to this machine only. Exit code 0: every promise holds after every seed."
    })
public final class DrillCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(DrillCommand.class);
  private static final int USUAL_SEEDS = 6;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "how many seeds, one after the other (default: 6; with --seed 1)")
  @Nullable Integer seeds;

  @Option(names = "--seed", paramLabel = "N", description = "the first of them (default: 1)")
  @Nullable Long seed;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "how long load lasts, and faults begin (default: ${DEFAULT-VALUE})")
  int seconds = 10;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "requests a second (default: ${DEFAULT-VALUE})")
  int rate = 100;

  @Option(
      names = "--together",
      arity = "0..1",
      fallbackValue = "2147483647",
      paramLabel = "N",
      description = "N seeds, or all, on one installation, audited once at their end: quicker")
  int together = 1;

  @Option(names = "--keep", description = "keep the data also of seeds after which all holds")
  boolean keep;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "where the seeds' folders are made (default: the temporary folder)")
  @Nullable Path data;

  private final Supplier<Dialer> dialers;
  private final Function<Path, Journal> journals;

  /**
   * A command.
   *
   * @param dialers starts the vendor whose recordings are looked for
   * @param journals the journal of the gateway that has this data folder
   */
  public DrillCommand(Supplier<Dialer> dialers, Function<Path, Journal> journals) {
    this.dialers = dialers;
    this.journals = journals;
  }

  @Override
  public Integer call() throws Exception {
    int count = seeds != null ? seeds : seed != null ? 1 : USUAL_SEEDS;
    if (seconds < 1 || rate < 1 || count < 1 || together < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "--seeds, --seconds, --rate and --together are at least 1");
    }
    Path home = home();
    try (FileChannel lock = lock(home)) {
      LOG.debug("{} is held by {}", home, lock);
      return drill(home, count);
    }
  }

  private int drill(Path home, int count) throws Exception {
    Abilities abilities = Abilities.here();
    abilities.lacking().forEach(lack -> System.err.println("left out: " + lack));
    List<Fault> faults = Fault.within(abilities);
    Path programs = Path.of(System.getProperty("trunkline.programs", home + "/programs"));
    Drill drill = new Drill(dialers, journals, programs, rate);
    long first = seed == null ? 1 : seed;
    List<Plan> plans =
        LongStream.range(first, first + count)
            .mapToObj(number -> Plan.of(number, Duration.ofSeconds(seconds), faults))
            .toList();
    List<Outcome> outcomes = new ArrayList<>();
    int each = Math.min(together, count);
    for (int from = 0; from < count; from += each) {
      List<Plan> some = plans.subList(from, Math.min(count, from + each));
      some.forEach(plan -> DrillReport.plan(plan, System.err));
      Outcome outcome = one(drill, some, abilities, home.resolve("seed-" + some.getFirst().seed()));
      DrillReport.line(outcome, System.out);
      outcomes.add(outcome);
    }
    DrillReport.sum(outcomes, System.out);
    return DrillReport.exitCode(outcomes);
  }

  private Outcome one(Drill drill, List<Plan> plans, Abilities abilities, Path folder)
      throws Exception {
    LoopDisk.sweep(folder);
    discard(folder);
    Files.createDirectories(folder);
    boolean holds = false;
    try (Disk disk =
        abilities.disks()
            ? LoopDisk.make(folder)
            : new PlainDisk(Files.createDirectories(folder.resolve("data")))) {
      try {
        Outcome outcome = drill.run(plans, disk, folder, Duration.ofSeconds(seconds));
        holds = outcome.holds();
        return outcome;
      } catch (IllegalStateException e) {
        LOG.warn("the drill of {} is stuck", plans, e);
        return Outcome.stuck(plans, String.valueOf(e.getMessage()));
      } finally {
        if (keep || !holds) {
          Shell.run("cp", "-a", disk.folder().toString(), folder.resolve("kept").toString());
          System.err.println("the data is in " + folder);
        }
      }
    } finally {
      if (!keep && holds) {
        discard(folder);
      }
    }
  }

  /**
   * Another program that began meanwhile in a mount namespace of its own may still see the disk
   * there; what remains is an empty folder.
   */
  private static void discard(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      LOG.debug("{} remains", folder, e);
    }
  }

  /** Two drills in one folder would take away each other's disks. */
  private static FileChannel lock(Path home) throws IOException {
    FileChannel lock =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      lock.close();
      throw new CommandFailure(
          ExitCode.USAGE, "another drill runs in " + home + "; name another --data");
    }
    return lock;
  }

  private Path home() throws IOException {
    return data == null
        ? Files.createTempDirectory("trunkline-drill")
        : Files.createDirectories(data.toAbsolutePath().normalize());
  }
}
