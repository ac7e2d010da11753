package dev.trunkline.workbench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The pace of what is not urgent: so many rows a second at most, and none while live traffic waits
 * for its stages.
 */
final class SlowLane {

  private static final Duration TOO_FAR_BEHIND = Duration.ofSeconds(2);
  private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();

  private final int rowsPerSecond;
  private final Supplier<Duration> behind;
  private long free = System.nanoTime();
  private long lookedAt = free - LOOK_NANOS;
  private boolean mustWait;

  /**
   * A lane.
   *
   * @param rowsPerSecond at least 1
   * @param behind how far live traffic's stages are behind; asked twice a second at most
   */
  SlowLane(int rowsPerSecond, Supplier<Duration> behind) {
    this.rowsPerSecond = rowsPerSecond;
    this.behind = behind;
  }

  /**
   * Waits until so many more rows may pass.
   *
   * @param waiting told each time that live traffic is found to be behind; may throw to end it
   */
  void pass(int rows, Runnable waiting) {
    park(free - System.nanoTime());
    while (isLiveBehind()) {
      waiting.run();
      park(lookedAt + LOOK_NANOS - System.nanoTime());
    }
    free = Math.max(free, System.nanoTime()) + rows * 1_000_000_000L / rowsPerSecond;
  }

  private boolean isLiveBehind() {
    if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
      mustWait = behind.get().compareTo(TOO_FAR_BEHIND) > 0;
      lookedAt = System.nanoTime();
    }
    return mustWait;
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
