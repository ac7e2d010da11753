package dev.trunkline.recordings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts that are being made, each on a thread of its own, so that none holds up another call
 * or the consumer. What they bring waits until it is taken.
 */
final class Attempts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  /** A fault of ours is not over in a moment. */
  private static final Duration LATER = Duration.ofMinutes(10);

  /** Of a fault, enough to find it. */
  private static final int FRAMES = 12;

  private final Attempting attempting;
  private final int perSource;
  private final Map<String, Semaphore> room = new ConcurrentHashMap<>();
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();

  /**
   * Nothing yet.
   *
   * @param perSource most attempts at once for one source; the others wait for their turn
   */
  Attempts(Attempting attempting, int perSource) {
    this.attempting = attempting;
    this.perSource = perSource;
  }

  /** Begins an attempt, in place of an older one of that call. */
  void begin(int partition, Job job) {
    stop(running.remove(job.callId()));
    Thread thread =
        Thread.ofVirtual().name("attempt-" + partition).unstarted(() -> run(partition, job));
    running.put(job.callId(), new Running(partition, thread));
    thread.start();
  }

  private void run(int partition, Job job) {
    Semaphore turn =
        room.computeIfAbsent(job.call().source(), source -> new Semaphore(perSource, true));
    try {
      turn.acquire();
      try {
        done.add(new Done(partition, attempting.attempt(job)));
      } catch (RuntimeException | Error e) {
        // Without its message, which may quote a link and its token.
        LOG.warn(
            "an attempt failed by a fault of ours: {} {}",
            e.getClass().getName(),
            Arrays.stream(e.getStackTrace()).limit(FRAMES).toList());
        if (Thread.interrupted()) {
          throw new InterruptedException("the call is another's now");
        }
        Trouble trouble =
            new Trouble(
                0, Cause.HELD_BACK, "the attempt failed: " + e.getClass().getSimpleName(), LATER);
        done.add(
            new Done(
                partition,
                new Signal.Tried(job.callId(), job.ticket(), job.recordings(), List.of(trouble))));
      } finally {
        turn.release();
      }
    } catch (InterruptedException e) {
      // It is made anew by whoever has the call now.
      Thread.currentThread().interrupt();
    } finally {
      running.computeIfPresent(
          job.callId(), (call, own) -> own.thread() == Thread.currentThread() ? null : own);
    }
  }

  /** What has come since, in the order of its coming. */
  List<Done> take(int most) {
    List<Done> taken = new ArrayList<>();
    while (taken.size() < most) {
      Done next = done.poll();
      if (next == null) {
        break;
      }
      taken.add(next);
    }
    return taken;
  }

  boolean isEmpty() {
    return running.isEmpty() && done.isEmpty();
  }

  boolean hasDone() {
    return !done.isEmpty();
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

  private static void stop(@Nullable Running attempt) {
    if (attempt != null) {
      attempt.thread().interrupt();
    }
  }

  @Override
  public void close() {
    running.values().forEach(attempt -> attempt.thread().interrupt());
    running.clear();
    done.clear();
  }

  /** What an attempt brought. */
  record Done(int partition, Signal.Tried tried) {}

  private record Running(int partition, Thread thread) {}
}
