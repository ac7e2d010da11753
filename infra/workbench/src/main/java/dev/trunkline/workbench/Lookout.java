package dev.trunkline.workbench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks twice a second, beside whoever asks: they are told at once what was seen last, and wait
 * only where a look takes long.
 */
final class Lookout implements Supplier<Duration>, AutoCloseable {

  private static final long EVERY_NANOS = Duration.ofMillis(500).toNanos();

  /** What was seen longer ago says nothing about now. */
  private static final long STALE_NANOS = Duration.ofSeconds(2).toNanos();

  private final Supplier<Duration> look;
  private final Thread thread;
  private @Nullable Duration seen;
  private @Nullable RuntimeException failure;
  private long seenAt;
  private volatile boolean closed;

  /**
   * Begins to look.
   *
   * @param look asked by one thread of its own; what it throws is the last that it is asked
   */
  Lookout(Supplier<Duration> look) {
    this.look = look;
    this.thread = Thread.ofPlatform().name("lookout").daemon().start(this::run);
  }

  /**
   * What was seen last.
   *
   * @throws IllegalStateException if looking failed
   * @throws CommandFailure if the thread is interrupted
   */
  @Override
  public synchronized Duration get() {
    Duration last = fresh();
    while (last == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailure(ExitCode.UNSETTLED, "interrupted; the same command goes on");
      }
      last = fresh();
    }
    return last;
  }

  private @Nullable Duration fresh() {
    if (failure != null) {
      throw new IllegalStateException(failure.getMessage(), failure);
    }
    return System.nanoTime() - seenAt < STALE_NANOS ? seen : null;
  }

  private void run() {
    while (!closed) {
      long begun = System.nanoTime();
      try {
        saw(look.get(), begun);
      } catch (RuntimeException e) {
        failed(e);
        return;
      }
      while (!closed && System.nanoTime() - begun < EVERY_NANOS) {
        LockSupport.parkNanos(EVERY_NANOS - (System.nanoTime() - begun));
      }
    }
  }

  private synchronized void saw(Duration found, long at) {
    seen = found;
    seenAt = at;
    notifyAll();
  }

  private synchronized void failed(RuntimeException e) {
    failure = e;
    notifyAll();
  }

  /** Ends after the look that is going on. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
