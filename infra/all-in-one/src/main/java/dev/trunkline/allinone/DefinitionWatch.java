package dev.trunkline.allinone;

import dev.trunkline.vendors.DefinitionLoader;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Loaded;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the vendors' directory and the sources file again and again, puts in force what changed,
 * and says so. Plain looking: file systems that are mounted lose the events of others.
 */
final class DefinitionWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DefinitionWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DefinitionLoader loader;
  private final Activation activation;
  private final boolean demo;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          look -> Thread.ofPlatform().name("definitions").daemon().unstarted(look));
  private volatile Status status;
  private Consumer<String> people = line -> {};

  /**
   * How it stands.
   *
   * @param active what is in force
   * @param refusals reasons by what is refused
   * @param waiting why what changed is not in force yet; null if it is
   */
  record Status(Definitions active, Map<String, String> refusals, @Nullable String waiting) {}

  /**
   * A watch.
   *
   * @param loader that was started
   * @param atStart what it said, and what is in force
   * @param demo whether the sources are the demo's, so that people must be told their secrets
   */
  DefinitionWatch(DefinitionLoader loader, Loaded atStart, Activation activation, boolean demo) {
    this.loader = loader;
    this.activation = activation;
    this.demo = demo;
    this.status = new Status(atStart.definitions(), atStart.refusals(), null);
  }

  /**
   * Tells how it stands, and looks from now on.
   *
   * @param told hears one line for each activation, refusal and changed source
   */
  void start(Duration every, Consumer<String> told) {
    people = told;
    tellRefusals(Map.of(), status.refusals());
    tellChanges(null, status.active());
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  Status status() {
    return status;
  }

  /**
   * Looks once. Whatever fails is told and the next look comes, but where the machine itself is
   * broken, out of memory for one: that is thrown on, to end the process as it is configured.
   */
  void look() {
    Status before = status;
    try {
      Loaded loaded = loader.look();
      tellRefusals(before.refusals(), loaded.refusals());
      if (loaded.definitions().equals(before.active())) {
        status = new Status(before.active(), loaded.refusals(), null);
      } else {
        status = new Status(before.active(), loaded.refusals(), before.waiting());
        activation.activate(loaded.definitions());
        status = new Status(loaded.definitions(), loaded.refusals(), null);
        tellChanges(before.active(), loaded.definitions());
      }
    } catch (Throwable e) {
      // An error, too: what is thrown to the scheduler ends the looking, and nobody hears of it.
      boolean goesOn = !(e instanceof VirtualMachineError) || e instanceof StackOverflowError;
      failed(e, before, goesOn ? "tried again until it works" : "not looked at any more");
      if (!goesOn) {
        throw e;
      }
    }
  }

  private void failed(Throwable e, Status before, String outlook) {
    String said = e instanceof RuntimeException ? e.getMessage() : null;
    // What an error says is for us: "dev/trunkline/vendors/Lint".
    String reason = said == null ? e.getClass().getSimpleName() : said;
    LOG.debug("a look at the definitions failed", e);
    status = new Status(status.active(), status.refusals(), reason);
    if (!thread.isShutdown() && !reason.equals(before.waiting())) {
      tell("definitions that changed wait: " + reason + "; " + outlook);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the watch over the definitions does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellRefusals(Map<String, String> before, Map<String, String> after) {
    new TreeMap<>(after)
        .forEach(
            (what, why) -> {
              if (!why.equals(before.get(what))) {
                tell(what + " refused: " + why);
              }
            });
  }

  private void tellChanges(@Nullable Definitions before, Definitions after) {
    Changes.between(before, after).forEach(this::tell);
    if (demo) {
      List<Source> fresh =
          after.sources().all().stream()
              .filter(source -> before == null || before.sources().find(source.id()) == null)
              .toList();
      // For people only: a demo's secrets are none, but a log is no place for secrets.
      DemoSecrets.lines(new Sources(fresh, List.of())).forEach(people);
    }
  }

  private void tell(String text) {
    // Names of folders are anybody's: none may forge a line or speak to a terminal.
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    // The console shows warnings of the log: at that level people would read it twice.
    LOG.info("{}", line);
    people.accept(line);
  }
}
