package dev.trunkline.gateway.pull;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The running pull side: one loop on a thread of its own. */
final class PullStage implements SmartLifecycle, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Supplier<PullLoop> loops;
  private @Nullable PullLoop loop;
  private @Nullable Thread thread;

  PullStage(Supplier<PullLoop> loops) {
    this.loops = loops;
  }

  @Override
  public synchronized void start() {
    loop = loops.get();
    thread = Thread.ofPlatform().name("pulls").start(loop);
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

  @Override
  public void close() {
    stop();
  }
}
