package dev.trunkline.plumbing;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * A stage that is one loop on a thread of its own. Each start begins a new loop.
 *
 * @param <L> the loop
 */
public final class LoopStage<L extends Loop> implements SmartLifecycle, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Supplier<L> loops;
  private final Runnable afterwards;
  private @Nullable L loop;
  private @Nullable Thread thread;

  /**
   * A stage that has not begun.
   *
   * @param name of its thread
   * @param afterwards run when the stage is closed for good
   */
  public LoopStage(String name, Supplier<L> loops, Runnable afterwards) {
    this.name = name;
    this.loops = loops;
    this.afterwards = afterwards;
  }

  @Override
  public synchronized void start() {
    loop = loops.get();
    thread = Thread.ofPlatform().name(name).start(loop);
  }

  @Override
  public synchronized void stop() {
    if (loop != null && thread != null) {
      loop.close();
      try {
        thread.join(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread.interrupt();
      loop = null;
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null && thread.isAlive();
  }

  /** The loop that runs; null while stopped. */
  public synchronized @Nullable L loop() {
    return loop;
  }

  @Override
  public void close() {
    stop();
    afterwards.run();
  }
}
