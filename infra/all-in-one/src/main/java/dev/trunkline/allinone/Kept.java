package dev.trunkline.allinone;

import dev.trunkline.embedded.CannotStart;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of this process that is started again, on the same folder and port, where it stopped by
 * itself: a disk that was full has room again at some time, and nobody may be there to see it.
 * Thread-safe.
 *
 * @param <T> the server
 */
final class Kept<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Kept.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final String name;
  private final Function<T, Optional<String>> stopped;
  private final Supplier<T> start;
  private final Consumer<T> stop;
  private final Thread keeper;
  private volatile T now;
  private boolean closed;

  /**
   * Looks after a server that runs.
   *
   * @param stopped why it has stopped by itself; empty while it runs
   * @param start starts it anew; tried again where it fails
   * @param stop ends it, or what is left of it
   */
  Kept(
      String name,
      T first,
      Function<T, Optional<String>> stopped,
      Supplier<T> start,
      Consumer<T> stop) {
    this.name = name;
    this.now = first;
    this.stopped = stopped;
    this.start = start;
    this.stop = stop;
    this.keeper = Thread.ofPlatform().daemon().name("keeper of " + name).unstarted(this::keep);
  }

  /** Begins to look after it. */
  Kept<T> begin() {
    keeper.start();
    return this;
  }

  /** The one that was started last; it may have stopped. */
  T now() {
    return now;
  }

  /** Why it does not run, or empty while it does. */
  Optional<String> stopped() {
    return stopped.apply(now);
  }

  private void keep() {
    try {
      while (true) {
        Optional<String> reason = stopped();
        TimeUnit.NANOSECONDS.sleep(
            (reason.isEmpty() || renew(reason.get()) ? LOOK : AGAIN).toNanos());
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private synchronized boolean renew(String reason) {
    if (closed) {
      return false;
    }
    LOG.warn("{} has stopped by itself and is started again: {}", name, reason);
    try {
      stop.accept(now);
      now = start.get();
      LOG.info("{} is up again", name);
      return true;
    } catch (CannotStart e) {
      LOG.warn("{} cannot be started yet: {}", name, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be started yet", name, e);
    }
    return false;
  }

  /** Stops it for good. */
  @Override
  public synchronized void close() {
    closed = true;
    keeper.interrupt();
    stop.accept(now);
  }
}
