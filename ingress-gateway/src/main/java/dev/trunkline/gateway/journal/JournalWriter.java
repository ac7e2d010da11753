package dev.trunkline.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: takes all that wait into one transaction, so that they share the
 * disk's flush, and then tells them. Removes in the same transactions what Kafka surely has.
 */
final class JournalWriter {

  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  private static final int WAITING = 16_384;
  private static final int TOGETHER = 4_096;
  private static final long BYTES_TOGETHER = 16L * 1024 * 1024;
  private static final int REMOVED_TOGETHER = 256;
  private static final int REMOVED_WHEN_IDLE = 2_000;
  private static final long IDLE_MILLIS = 50;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SLOW_COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final double STILL_FULL = 0.9;

  private final JournalSettings settings;
  private final Clock clock;
  private final Tail tail;
  private final Progress progress;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING);
  private final ConcurrentLinkedQueue<Long> damaged = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  private @Nullable JournalFile file;
  private long last;
  private volatile long removed;
  private long commitNanos;
  private long lookedAt = System.nanoTime() - LOOK_NANOS;
  private boolean diskShort;
  private volatile long bytes;
  private volatile JournalRefusal.@Nullable Cause refusing;
  private volatile boolean refusingAll;
  private volatile boolean closing;

  /** Somebody who waits for his entry. */
  private record Waiting(
      Entry entry, String headers, Executor where, Consumer<@Nullable Exception> told) {}

  /**
   * Owns the file from here on.
   *
   * @param last the newest place that was given
   * @param removed all up to this one has been removed
   */
  JournalWriter(
      JournalSettings settings,
      Clock clock,
      JournalFile file,
      long last,
      long removed,
      Tail tail,
      Progress progress) {
    this.settings = settings;
    this.clock = clock;
    this.file = file;
    this.last = last;
    this.removed = removed;
    this.bytes = file.bytes();
    this.tail = tail;
    this.progress = progress;
    this.thread = Thread.ofPlatform().name("journal-writer").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /**
   * Never blocks; {@code told} is called once, at {@code where}, or at once where it is refused.
   */
  void append(Entry entry, Executor where, Consumer<@Nullable Exception> told) {
    JournalRefusal.Cause refusal = refusingAll ? JournalRefusal.Cause.CLOSED : refusing;
    if (refusal == null && !queue.offer(new Waiting(entry, Row.headers(entry), where, told))) {
      refusal = JournalRefusal.Cause.BUSY;
    }
    if (refusal != null) {
      told.accept(new JournalRefusal(refusal));
    }
  }

  /** Puts a row aside that is not what was written. */
  void damaged(long seq) {
    damaged.add(seq);
  }

  JournalRefusal.@Nullable Cause refusing() {
    return refusing;
  }

  long bytes() {
    return bytes;
  }

  /** All up to this one has been removed. */
  long removed() {
    return removed;
  }

  /** Takes no more. */
  void refuse() {
    refusingAll = true;
  }

  /** Writes what waits, and ends. */
  void close() throws InterruptedException {
    refuse();
    closing = true;
    thread.join();
  }

  private void work() {
    try {
      while (!closing || !queue.isEmpty()) {
        List<Waiting> taken = take();
        look();
        write(taken);
      }
      // Somebody may have come in between.
      write(rest());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      refusing = JournalRefusal.Cause.CLOSED;
      closeFile();
      tell(rest(), new JournalRefusal(JournalRefusal.Cause.CLOSED));
    }
  }

  private List<Waiting> rest() {
    List<Waiting> rest = new ArrayList<>();
    queue.drainTo(rest);
    return rest;
  }

  private List<Waiting> take() throws InterruptedException {
    List<Waiting> taken = new ArrayList<>();
    Waiting first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    if (first != null) {
      taken.add(first);
      if (commitNanos > SLOW_COMMIT_NANOS) {
        LockSupport.parkNanos(commitNanos / 4); // company shares the flush
      }
      long size = first.entry().body().length;
      while (taken.size() < TOGETHER && size < BYTES_TOGETHER) {
        Waiting next = queue.poll();
        if (next == null) {
          break;
        }
        taken.add(next);
        size += next.entry().body().length;
      }
    }
    return taken;
  }

  private void write(List<Waiting> taken) {
    JournalFile open = file;
    if (open == null) {
      tell(taken, new JournalRefusal(JournalRefusal.Cause.FAILING));
      return;
    }
    long upTo = removable(taken.isEmpty());
    List<Long> aside = new ArrayList<>();
    for (Long seq = damaged.poll(); seq != null; seq = damaged.poll()) {
      aside.add(seq);
    }
    boolean worthIt = !taken.isEmpty() || upTo > removed || !aside.isEmpty();
    if (!worthIt) {
      return;
    }
    List<Row> rows = new ArrayList<>(taken.size());
    List<Kept> kept = new ArrayList<>(taken.size());
    long now = clock.millis();
    for (Waiting waiting : taken) {
      long seq = last + rows.size() + 1;
      rows.add(Row.of(seq, now, waiting.entry(), waiting.headers()));
      kept.add(new Kept(seq, now, waiting.entry()));
    }
    long begun = System.nanoTime();
    try {
      open.commit(rows, removed + 1, upTo, aside, last + rows.size());
    } catch (SQLException e) {
      damaged.addAll(aside);
      fail(e);
      tell(taken, new JournalRefusal(JournalRefusal.Cause.FAILING));
      return;
    }
    commitNanos = (commitNanos * 7 + System.nanoTime() - begun) / 8;
    last += rows.size();
    removed = Math.max(removed, upTo);
    bytes = open.bytes();
    refuseWhereFull();
    tail.add(kept);
    aside.forEach(progress::absent);
    tell(taken, null);
  }

  /**
   * Up to where is removed now. Several together, because each removal costs pages of its own; not
   * too many, because callers wait meanwhile; more where much has to be, or nobody waits.
   */
  private long removable(boolean idle) {
    long surely = progress.surely();
    long debt = surely - removed;
    if (idle || refusing == JournalRefusal.Cause.FULL) {
      return Math.min(surely, removed + REMOVED_WHEN_IDLE);
    }
    return debt < REMOVED_TOGETHER
        ? removed
        : Math.min(surely, removed + Math.clamp(debt / 16, REMOVED_TOGETHER, TOGETHER));
  }

  private void refuseWhereFull() {
    long room = settings.room().toBytes();
    boolean full =
        refusing == JournalRefusal.Cause.FULL ? bytes > room * STILL_FULL : bytes >= room;
    refusing =
        file == null
            ? JournalRefusal.Cause.FAILING
            : full ? JournalRefusal.Cause.FULL : diskShort ? JournalRefusal.Cause.DISK_SHORT : null;
  }

  /** Once a second: is there room on the disk, and does it work again? */
  private void look() {
    if (System.nanoTime() - lookedAt < LOOK_NANOS) {
      return;
    }
    lookedAt = System.nanoTime();
    try {
      long free = Files.getFileStore(settings.folder()).getUsableSpace();
      boolean before = diskShort;
      diskShort = free < settings.reserve().toBytes();
      if (diskShort && !before) {
        LOG.warn("the journal's disk has only {} bytes left: deliveries are refused", free);
      }
    } catch (IOException e) {
      diskShort = true;
    }
    if (file == null) {
      reopen();
    }
    refuseWhereFull();
  }

  private void fail(SQLException cause) {
    LOG.error(
        "the journal's disk fails: {}; deliveries are refused until it works", cause.toString());
    closeFile();
    refusing = JournalRefusal.Cause.FAILING;
  }

  /** What the failed transaction wrote may be there: then it is sent, as any of unknown outcome. */
  private void reopen() {
    try {
      JournalFile fresh = JournalFile.open(settings.folder());
      long newest = Math.max(last, fresh.last());
      fresh.commit(List.of(), 1, 0, List.of(), newest); // does it write?
      file = fresh;
      last = newest;
      tail.jumpTo(last);
      LOG.info("the journal's disk works again");
    } catch (SQLException e) {
      LOG.debug("the journal's disk still fails: {}", e.toString());
    }
  }

  private void closeFile() {
    JournalFile open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("the journal's file did not close: {}", e.toString());
      }
    }
  }

  private static void tell(List<Waiting> waiting, @Nullable Exception outcome) {
    Map<Executor, List<Waiting>> hops = new LinkedHashMap<>();
    waiting.forEach(w -> hops.computeIfAbsent(w.where(), x -> new ArrayList<>()).add(w));
    hops.forEach(
        (where, those) -> {
          try {
            where.execute(() -> those.forEach(w -> w.told().accept(outcome)));
          } catch (RuntimeException e) { // whoever cannot be told must not end the one that writes
            LOG.warn("{} could not be told of their entries: {}", those.size(), e.toString());
          }
        });
  }
}
