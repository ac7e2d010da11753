package dev.trunkline.gateway.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries on this machine's disk before they are acknowledged, and gives them to Kafka in
 * their order. What was kept when the process or the machine died is given at the next start; what
 * Kafka may have twice then says so ({@link Entry#MAYBE_DUPLICATE}).
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final long LOOK_MILLIS = 50;

  private final Clock clock;
  private final Flushed flushed;
  private final FileChannel lock;
  private final Tail tail;
  private final Progress progress;
  private final JournalWriter writer;
  private final Forwarder forwarder;

  private Journal(
      JournalSettings settings,
      Map<String, Object> producer,
      Flushed flushed,
      Clock clock,
      FileChannel lock,
      JournalFile file)
      throws SQLException {
    this.clock = clock;
    this.lock = lock;
    long last = file.last();
    long before = file.first() - 1;
    this.flushed = flushed;
    this.tail = new Tail(last);
    this.progress = new Progress(flushed, before);
    this.writer = new JournalWriter(settings, clock, file, last, before, tail, progress);
    // All that is kept is sent: Kafka may have forgotten what it acknowledged, and does no harm
    // where it has not.
    this.forwarder =
        new Forwarder(
            producer, settings.folder(), tail, progress, flushed, writer, before + 1, last);
    if (last > before) {
      LOG.info("{} entries of the journal are given to Kafka", last - before);
    }
  }

  /**
   * Opens the journal of a folder, and begins to forward what it has.
   *
   * <p>A database that cannot be used is put aside, unchanged, and a new one begun; the log says
   * where it is.
   *
   * @param producer settings of the Kafka producer that forwards
   * @param flushed when an entry need not be kept any more
   * @throws IllegalStateException saying what is wrong with the folder
   */
  public static Journal open(
      JournalSettings settings, Map<String, Object> producer, Flushed flushed, Clock clock) {
    Path folder = settings.folder();
    FileChannel lock = lock(folder);
    try {
      Journal journal = new Journal(settings, producer, flushed, clock, lock, file(folder, clock));
      journal.writer.start();
      journal.forwarder.start();
      return journal;
    } catch (SQLException | IOException | RuntimeException e) {
      release(lock);
      throw new IllegalStateException(
          "the journal in %s cannot be opened: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static JournalFile file(Path folder, Clock clock) throws SQLException, IOException {
    try {
      return JournalFile.open(folder);
    } catch (SQLException e) {
      if (!Files.exists(folder.resolve(JournalFile.NAME))) {
        throw e;
      }
      Path aside = JournalFile.putAside(folder, clock.millis());
      LOG.error("the journal is damaged ({}) and put aside in {}", e.getMessage(), aside);
      return Salvage.of(aside, JournalFile.open(folder));
    }
  }

  private static FileChannel lock(Path folder) {
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock taken = channel.tryLock();
      if (taken != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // As if another process had it.
    } catch (IOException e) {
      throw new IllegalStateException("the folder " + folder + " cannot be used: " + e, e);
    }
    release(channel);
    throw new IllegalStateException(
        "the journal in " + folder + " belongs to another gateway that runs");
  }

  private static void release(@Nullable FileChannel lock) {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      LOG.debug("the journal's lock: {}", e.toString());
    }
  }

  /**
   * Keeps an entry; never blocks.
   *
   * @param where {@code told} is called at, once: with null when the disk has the entry, with a
   *     {@link JournalRefusal} where it was not taken. Where it is refused at once, it is called
   *     before this returns
   */
  public void append(Entry entry, Executor where, Consumer<@Nullable Exception> told) {
    writer.append(entry, where, told);
  }

  /** Whether there is anything that Kafka has not acknowledged. */
  public boolean isWaiting() {
    return progress.acknowledged() < tail.last();
  }

  /** How it is. */
  public JournalHealth health() {
    long last = tail.last();
    long waiting = last - progress.acknowledged();
    long oldestAt = forwarder.oldestAt();
    Duration oldest =
        waiting == 0 || oldestAt == 0
            ? Duration.ZERO
            : Duration.ofMillis(Math.max(0, clock.millis() - oldestAt));
    return new JournalHealth(
        writer.refusing(),
        waiting,
        last - writer.removed(),
        writer.bytes(),
        oldest,
        forwarder.damaged());
  }

  /**
   * Takes no more, writes what waits, waits for Kafka for five seconds at most, and as long until
   * what it took is on its disk.
   */
  @Override
  public void close() {
    try {
      writer.refuse();
      forwarder.close();
      awaitFlush();
      writer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      release(lock);
    }
  }

  private void awaitFlush() throws InterruptedException {
    long end = System.nanoTime() + FLUSH_NANOS;
    while (writer.removed() < progress.acknowledged() && System.nanoTime() < end) {
      flushed.refresh();
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
