package dev.trunkline.allinone.drill;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that is started again whenever it ends, as a service manager does; unless it is held
 * down.
 */
final class Supervised implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Supervised.class);
  private static final long AGAIN_MILLIS = 300;

  private final String name;
  private final Start start;
  private final Thread loop;
  private @Nullable Running running;
  private @Nullable ProcessHandle begun;
  private @Nullable Exception failure;
  private boolean down;
  private boolean closed;

  /** Starts it; returns when it is ready. */
  interface Start {
    /**
     * Starts it.
     *
     * @param begun told of the process as soon as there is one
     */
    Running now(Consumer<ProcessHandle> begun) throws Exception;
  }

  /** Held down at first. */
  Supervised(String name, Start start) {
    this.name = name;
    this.start = start;
    this.down = true;
    this.loop = Thread.ofPlatform().daemon().name("supervisor of " + name).start(this::supervise);
  }

  /** It is to run. */
  synchronized void up() {
    down = false;
    notifyAll();
  }

  /** It is not started again until {@link #up()}. */
  synchronized void down() {
    down = true;
  }

  /**
   * Waits until it is ready.
   *
   * @throws IllegalStateException with its last failure, if it is not in time
   */
  synchronized ProcessHandle awaitReady(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (running == null) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (millis <= 0) {
        throw new IllegalStateException(
            "%s is not ready within %d s".formatted(name, patience.toSeconds()), failure);
      }
      wait(millis);
    }
    return running.process();
  }

  /** Waits until another process than this one has begun; it may be far from ready. */
  synchronized ProcessHandle awaitNext(ProcessHandle before) throws InterruptedException {
    while (begun == null || begun.equals(before)) {
      wait();
    }
    return begun;
  }

  private synchronized void begun(ProcessHandle process) {
    begun = process;
    notifyAll();
  }

  /** The process, where it runs. */
  synchronized @Nullable ProcessHandle process() {
    return running == null ? null : running.process();
  }

  private void supervise() {
    try {
      while (awaitUp()) {
        try {
          Running next = start.now(this::begun);
          set(next);
          next.process().onExit().join();
          set(null);
          next.ended();
          LOG.info("{} has ended", name);
        } catch (InterruptedException e) {
          throw e;
        } catch (Exception e) {
          failed(e);
          TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitUp() throws InterruptedException {
    while (down && !closed) {
      wait();
    }
    return !closed;
  }

  private synchronized void set(@Nullable Running next) {
    running = next;
    if (next != null && (closed || down)) {
      next.process().destroyForcibly();
    }
    notifyAll();
  }

  private synchronized void failed(Exception e) {
    LOG.info("{} did not start", name, e);
    failure = e;
  }

  /** Ends it the hard way. */
  @Override
  public void close() {
    ProcessHandle last;
    synchronized (this) {
      closed = true;
      notifyAll();
      last = process();
    }
    if (last != null) {
      Signals.thaw(last);
      Signals.kill(last);
    }
    try {
      loop.join(TimeUnit.SECONDS.toMillis(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
