package dev.trunkline.workbench;

import dev.trunkline.load.Behind;
import dev.trunkline.load.Delays;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How far the stages are behind that live traffic goes through; for one thread at a time. */
final class LiveTraffic implements Supplier<Duration>, AutoCloseable {

  private static final List<String> STAGES = List.of("normalizer", "lead-writer");
  private static final String LANE = "normalizer-replay";
  private static final List<String> AND_LANE = List.of("normalizer", "lead-writer", LANE);

  private final Delays delays;

  LiveTraffic(KafkaClients clients, Clock clock) {
    this.delays = new Delays(clients, clock);
  }

  /** The age of the oldest record that one of them has not read; zero where none waits. */
  @Override
  public Duration get() {
    return oldest(delays.of(STAGES));
  }

  /**
   * The same, or that of the replay lane's oldest record where that is older, and older than this:
   * that the lane has something to read is no reason to go slower, only that it has much.
   */
  Duration orLane(Duration bearable) {
    Map<String, Behind> behind = delays.of(AND_LANE);
    Behind lane = behind.remove(LANE);
    Duration live = oldest(behind);
    return lane != null
            && lane.oldest().compareTo(bearable) > 0
            && lane.oldest().compareTo(live) > 0
        ? lane.oldest()
        : live;
  }

  private static Duration oldest(Map<String, Behind> behind) {
    return behind.values().stream()
        .map(Behind::oldest)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    delays.close();
  }
}
