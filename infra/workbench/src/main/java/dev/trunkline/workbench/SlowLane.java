package dev.trunkline.workbench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The pace of what is not urgent: it rises while live traffic hardly waits for its stages, halves
 * when it does, and rests while it waits long.
 */
final class SlowLane {

  /** A pace that even a system that has just begun can bear. */
  static final int FIRST_ROWS_PER_SECOND = 100;

  /**
   * The same of deliveries that are read and folded once more: a stage that has never done that in
   * its process is slow at first, and what it does meanwhile live traffic waits for.
   */
  static final int FIRST_DELIVERIES_PER_SECOND = 25;

  private static final Duration HARDLY = Duration.ofMillis(100);
  private static final Duration NOTICEABLY = Duration.ofMillis(250);
  private static final Duration LONG = Duration.ofSeconds(2);
  private static final double FASTER = 1.2;
  private static final double SLOWER = 0.5;
  private static final double SLOWEST = 10;
  private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();

  private final int most;
  private final Supplier<Duration> behind;
  private double pace;
  private long free = System.nanoTime();
  private long lookedAt = free - LOOK_NANOS;
  private boolean mustWait;

  /**
   * A lane.
   *
   * @param most rows a second, at least 1
   * @param first rows a second to begin with; more than {@code most} is {@code most}
   * @param behind how far live traffic's stages are behind; asked twice a second at most
   */
  SlowLane(int most, int first, Supplier<Duration> behind) {
    this.most = most;
    this.pace = Math.min(most, first);
    this.behind = behind;
  }

  /**
   * Waits until so many more rows may pass.
   *
   * @param waiting told each time that live traffic is found to be far behind; may throw to end it
   */
  void pass(int rows, Runnable waiting) {
    park(free - System.nanoTime());
    while (isLiveBehind()) {
      waiting.run();
      park(lookedAt + LOOK_NANOS - System.nanoTime());
    }
    free = Math.max(free, System.nanoTime()) + (long) (rows * 1e9 / pace);
  }

  /** Rows a second now. */
  double pace() {
    return pace;
  }

  private boolean isLiveBehind() {
    if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
      look();
    }
    return mustWait;
  }

  private void look() {
    Duration found = behind.get();
    mustWait = found.compareTo(LONG) > 0;
    if (found.compareTo(NOTICEABLY) > 0) {
      pace = Math.max(Math.min(SLOWEST, most), pace * SLOWER);
    } else if (found.compareTo(HARDLY) <= 0) {
      pace = Math.min(most, pace * FASTER);
    }
    lookedAt = System.nanoTime();
  }

  private static void park(long nanos) {
    for (long end = System.nanoTime() + nanos; end - System.nanoTime() > 0; ) {
      LockSupport.parkNanos(end - System.nanoTime());
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new CommandFailure(ExitCode.UNSETTLED, "interrupted; the same command goes on");
      }
    }
  }
}
