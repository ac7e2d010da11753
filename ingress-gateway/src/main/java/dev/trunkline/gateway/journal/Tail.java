package dev.trunkline.gateway.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The newest entries in memory, so that what Kafka takes at once is never read from the disk.
 * Bounded: where Kafka takes less than comes, it is emptied, and what it held is read from the
 * disk.
 */
final class Tail {

  static final int MOST = 20_000;
  static final long MOST_BYTES = 48L * 1024 * 1024;

  private final Deque<Kept> entries = new ArrayDeque<>();
  private long bytes;
  private long last;

  /** Everything up to {@code last} is on the disk alone. */
  Tail(long last) {
    this.last = last;
  }

  /** Behind those before, without a gap. */
  synchronized void add(List<Kept> committed) {
    for (Kept kept : committed) {
      if (entries.size() >= MOST || bytes + kept.size() > MOST_BYTES) {
        entries.clear();
        bytes = 0;
      }
      entries.add(kept);
      bytes += kept.size();
      last = kept.seq();
    }
    notifyAll();
  }

  /** Everything up to {@code newest} is on the disk, and not all of it in memory. */
  synchronized void jumpTo(long newest) {
    if (newest > last) {
      entries.clear();
      bytes = 0;
      last = newest;
      notifyAll();
    }
  }

  /** The newest there is. */
  synchronized long last() {
    return last;
  }

  /** Waits until there is something from {@code next} on, or the time is up; whether there is. */
  synchronized boolean await(long next, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (last < next) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /**
   * Takes entries from {@code next} on, without a gap.
   *
   * @return none where {@code next} is not in memory
   */
  synchronized List<Kept> take(long next, int most) {
    while (!entries.isEmpty() && entries.getFirst().seq() < next) {
      bytes -= entries.removeFirst().size();
    }
    List<Kept> taken = new ArrayList<>();
    if (!entries.isEmpty() && entries.getFirst().seq() == next) {
      while (taken.size() < most && !entries.isEmpty()) {
        Kept kept = entries.removeFirst();
        bytes -= kept.size();
        taken.add(kept);
      }
    }
    return taken;
  }

  /** The first that is in memory; one behind the last where none is. */
  synchronized long first() {
    return entries.isEmpty() ? last + 1 : entries.getFirst().seq();
  }
}
