package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.load.Audit;
import dev.trunkline.load.DemoSources;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.ModelSettings;
import dev.trunkline.load.Repertoire;
import dev.trunkline.load.Sender;
import dev.trunkline.load.Story;
import dev.trunkline.load.Verdict;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import dev.trunkline.workbench.RunningSystem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills everything without warning while webhooks come in ({@code -Dtrunkline.posts}, 5,000 on
 * demand); what was acknowledged is kept, once.
 */
class KillTest {

  private static final int POSTS = Integer.getInteger("trunkline.posts", 800);
  private static final int KILLS = Integer.getInteger("trunkline.kills", 1);
  private static final int AT_ONCE = 16;
  private static final long SEED = Long.getLong("trunkline.seed", 20_261_122L);

  private final Vendors vendors = Vendors.builtIn();
  private final Sources sources = Sources.demo(vendors);
  private final List<Story> stories =
      Repertoire.of(vendors, DemoSources.forSamples(vendors)).stories().stream()
          .filter(story -> sources.find(story.door().source()) != null)
          .toList();

  @Test
  void killedWhilePostsComeInItLosesNothingAndCountsNothingTwice(@TempDir Path data)
      throws Exception {
    Random random = new Random(SEED);
    Path promises = data.resolve("sent.ndjson");
    AtomicInteger next = new AtomicInteger();
    for (int kill = 0; kill < KILLS; kill++) {
      int killAt = (kill + 1) * POSTS / (KILLS + 1) + random.nextInt(POSTS / 10);
      try (ChildProcess up = ChildProcess.up(data)) {
        send(up, data, promises, next, killAt);
        up.killEverything();
      }
    }
    try (ChildProcess up = ChildProcess.up(data)) {
      send(up, data, promises, next, POSTS);
      RunningSystem system = RunningSystem.at(data);

      List<Ledger.Entry> sent = Ledger.read(promises);
      Verdict verdict =
          new Audit(
                  system.kafkaClients(),
                  system.jdbcUrl(),
                  ModelSettings.of(system.definitions()),
                  Clock.systemUTC())
              .run(sent, Duration.ofSeconds(150))
              .orElseThrow();

      assertThat(verdict.equations())
          .as("seed " + SEED)
          .allSatisfy(e -> assertThat(e.violations()).as(e.name()).isEmpty());
      assertThat(sent.stream().filter(Ledger.Entry::acknowledged).count()).isGreaterThan(POSTS / 2);
      up.stop();
    }
  }

  /**
   * Sends with several posts on their way until this number is reached; then, with the last ones
   * still on their way, returns. Posts without an answer promised nothing.
   */
  private void send(ChildProcess up, Path data, Path promises, AtomicInteger next, int until)
      throws Exception {
    Semaphore room = new Semaphore(AT_ONCE);
    Ledger ledger = Ledger.open(promises);
    Sender sender = new Sender(up.gateway(), ledger, Clock.systemUTC());
    boolean last = until == POSTS;
    while (next.get() < until) {
      int number = next.incrementAndGet();
      Story story = stories.get(number % stories.size());
      room.acquire();
      sender
          .send(story.door(), story.anew(number))
          .whenComplete((reply, failure) -> room.release());
    }
    if (last) {
      room.acquire(AT_ONCE);
      sender.close();
      ledger.close();
    } else {
      up.whenKilled(
          () -> {
            IntStream.range(0, AT_ONCE).forEach(i -> room.acquireUninterruptibly());
            sender.close();
            ledger.close();
          });
    }
  }
}
