package dev.trunkline.allinone.drill;

import dev.trunkline.load.Audit;
import dev.trunkline.load.DemoSources;
import dev.trunkline.load.Journal;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.ModelSettings;
import dev.trunkline.load.Promptness;
import dev.trunkline.load.Secrets;
import dev.trunkline.load.Sender;
import dev.trunkline.load.Settling;
import dev.trunkline.load.Surroundings;
import dev.trunkline.load.Verdict;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Vendors;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The drill of a seed, or of several on one installation: load, faults, an audit at the end. */
final class Drill {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Supplier<Dialer> dialers;
  private final Function<Path, Journal> journals;
  private final Path programs;
  private final int perSecond;

  /**
   * A drill.
   *
   * @param dialers starts the vendor whose recordings are looked for
   * @param journals the journal of the gateway that has this data folder
   * @param programs Postgres' programs
   * @param perSecond requests
   */
  Drill(Supplier<Dialer> dialers, Function<Path, Journal> journals, Path programs, int perSecond) {
    this.dialers = dialers;
    this.journals = journals;
    this.programs = programs;
    this.perSecond = perSecond;
  }

  /**
   * Follows plans on this disk, one after the other.
   *
   * @param home for what must outlive the disk: what was promised
   * @param during how long load lasts at least; it goes on until the last fault is over
   */
  Outcome run(List<Plan> plans, Disk disk, Path home, Duration during)
      throws InterruptedException, SQLException {
    Path promises = home.resolve("sent.ndjson");
    Vendors vendors = Vendors.builtIn();
    try (Dialer dialer = dialers.get();
        Site site = new Site(disk.folder(), programs, dialer.base())) {
      Definitions definitions = Definitions.of(vendors, dialer.at(DemoSources.forSamples(vendors)));
      site.up();
      int sent;
      try (Ledger ledger = Ledger.open(promises);
          Sender sender = new Sender(site.gateway(), ledger, Clock.systemUTC())) {
        Load load = new Load(definitions, sender, () -> dialer.call(sender, definitions));
        Chaos chaos = new Chaos(site, disk);
        for (Plan plan : plans) {
          under(load, plan, chaos, during);
          site.awaitReady();
        }
        sent = load.sent();
      }
      List<Ledger.Entry> entries = Ledger.read(promises);
      long begun = System.nanoTime();
      boolean settled = Settling.await(site.kafka(), PATIENCE);
      Duration settling = Duration.ofNanos(System.nanoTime() - begun);
      return new Outcome(
          plans,
          sent,
          entries.stream().filter(Ledger.Entry::acknowledged).count(),
          entries.stream().filter(entry -> entry.status() >= 500).count(),
          settling,
          Promptness.stages(site.kafka(), Clock.systemUTC()),
          settled ? audit(site, disk.folder(), definitions, entries) : null,
          null);
    }
  }

  /** Load while the faults of a plan are made. */
  private void under(Load load, Plan plan, Chaos chaos, Duration during)
      throws InterruptedException {
    long begun = System.nanoTime();
    List<Future<?>> faults = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Step step : plan.steps()) {
        faults.add(
            threads.submit(
                () -> {
                  long left = begun + step.at().toNanos() - System.nanoTime();
                  TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
                  chaos.make(step);
                  return step;
                }));
      }
      load.run(
          perSecond,
          new Random(plan.seed()),
          () ->
              System.nanoTime() - begun < during.toNanos()
                  || !faults.stream().allMatch(Future::isDone));
      for (Future<?> fault : faults) {
        fault.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "seed %d: a fault could not be made, or did not end: %s"
              .formatted(plan.seed(), e.getCause()),
          e.getCause());
    }
  }

  private @Nullable Verdict audit(
      Site site, Path data, Definitions definitions, List<Ledger.Entry> sent) throws SQLException {
    return new Audit(
            site.kafka(),
            site.jdbcUrl(),
            ModelSettings.of(definitions),
            Clock.systemUTC(),
            new Surroundings(
                journals.apply(data),
                data.resolve("recordings"),
                List.of(),
                new Secrets(Map.of()),
                false))
        .run(sent, PATIENCE)
        .orElse(null);
  }
}
