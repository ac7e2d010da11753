package dev.trunkline.recordings;

import dev.trunkline.recordings.audio.AudioStore;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The running stage: one loop on a thread of its own. */
final class RecordingStage implements SmartLifecycle, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Supplier<RecordingLoop> loops;
  private final @Nullable AudioStore store;
  private @Nullable RecordingLoop loop;
  private @Nullable Thread thread;

  RecordingStage(Supplier<RecordingLoop> loops, @Nullable AudioStore store) {
    this.loops = loops;
    this.store = store;
  }

  @Override
  public synchronized void start() {
    loop = loops.get();
    thread = Thread.ofPlatform().name("recordings").start(loop);
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
  synchronized @Nullable RecordingLoop loop() {
    return loop;
  }

  @Override
  public void close() {
    stop();
    if (store != null) {
      store.close();
    }
  }
}
