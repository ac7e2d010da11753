package dev.trunkline.gateway.pull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that are being made, at most one of a source, each on a thread of its own. What they
 * bring waits until it is taken.
 */
final class Attempts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  /** Of a fault, enough to find it. */
  private static final int FRAMES = 12;

  private final Asking asking;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();

  Attempts(Asking asking) {
    this.asking = asking;
  }

  /** Whether a step of this source is being made, or waits to be taken. */
  boolean isBusy(String source) {
    return running.containsKey(source);
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  void begin(int partition, Step step) {
    String source = step.job().source();
    Thread thread = Thread.ofVirtual().name("pull-" + source).unstarted(() -> run(partition, step));
    running.put(source, new Running(partition, thread));
    thread.start();
  }

  private void run(int partition, Step step) {
    try {
      Outcome outcome = asking.ask(step);
      done.add(new Done(partition, step, outcome, Thread.currentThread()));
    } catch (InterruptedException e) {
      // It is made anew by whoever has the source now.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // Without its message, which may quote an address and its key.
      LOG.warn(
          "a pull failed by a fault of ours, or of the database: {} {}",
          e.getClass().getName(),
          Arrays.stream(e.getStackTrace()).limit(FRAMES).toList());
      done.add(
          new Done(
              partition,
              step,
              new Outcome.Failed("the step failed: " + e.getClass().getSimpleName()),
              Thread.currentThread()));
    }
  }

  /** What has come since, in the order of its coming. */
  List<Done> take() {
    List<Done> taken = new ArrayList<>();
    for (Done next = done.poll(); next != null; next = done.poll()) {
      String source = next.step().job().source();
      Running latest = running.get(source);
      if (latest != null && latest.thread() == next.thread()) {
        running.remove(source);
        taken.add(next);
      }
    }
    return taken;
  }

  /** Stops what is being made for these partitions, and forgets what it brought. */
  void abandon(Collection<Integer> partitions) {
    running
        .values()
        .removeIf(
            attempt -> {
              boolean gone = partitions.contains(attempt.partition());
              if (gone) {
                attempt.thread().interrupt();
              }
              return gone;
            });
    done.removeIf(result -> partitions.contains(result.partition()));
  }

  @Override
  public void close() {
    running.values().forEach(attempt -> attempt.thread().interrupt());
    running.clear();
    done.clear();
  }

  /** What a step brought. */
  record Done(int partition, Step step, Outcome outcome, Thread thread) {}

  private record Running(int partition, Thread thread) {}
}
