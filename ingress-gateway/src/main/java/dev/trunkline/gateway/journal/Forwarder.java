package dev.trunkline.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that gives the journal's entries to Kafka, in their order, for as long as it
 * takes. Where a producer fails for good another begins behind what is acknowledged.
 */
final class Forwarder {

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

  private static final int TOGETHER = 500;
  private static final int FROM_DISK = 200;
  private static final int IN_FLIGHT = 10_000;
  private static final long TICK_MILLIS = 100;

  /** Under load entries share a request to Kafka, which costs more than what is in it. */
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /**
   * The same where many come: the broker flushes each partition of a request, on the disk that
   * vendors' answers wait for.
   */
  private static final long BETWEEN_MANY_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /** So many in {@link #BETWEEN_NANOS} are many: some 3,000 a second. */
  private static final int MANY = 16;

  private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final Duration FLUSH = Duration.ofSeconds(5);
  private static final byte[] YES = "true".getBytes(UTF_8);

  private final Map<String, Object> config;
  private final Path folder;
  private final Tail tail;
  private final Progress progress;
  private final Flushed flushed;
  private final JournalWriter writer;
  private final Thread thread;
  private final AtomicLong oldestAt = new AtomicLong();
  private final AtomicLong damaged = new AtomicLong();

  private @Nullable Connection reader;
  private volatile boolean closing;
  private long next;
  private long sentUpTo;
  private long refreshedAt = System.nanoTime();
  private long sentAt = System.nanoTime();
  private long between = BETWEEN_NANOS;

  /**
   * Nothing is sent yet.
   *
   * @param config of the producer
   * @param next the first to be sent
   * @param sentUpTo all up to this one may have been sent before
   */
  Forwarder(
      Map<String, Object> config,
      Path folder,
      Tail tail,
      Progress progress,
      Flushed flushed,
      JournalWriter writer,
      long next,
      long sentUpTo) {
    this.config = Map.copyOf(config);
    this.folder = folder;
    this.tail = tail;
    this.progress = progress;
    this.flushed = flushed;
    this.writer = writer;
    this.next = next;
    this.sentUpTo = sentUpTo;
    this.thread = Thread.ofPlatform().name("journal-forwarder").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /** When the first that is not acknowledged was appended; 0 where all are, in milliseconds. */
  long oldestAt() {
    return progress.acknowledged() >= tail.last() ? 0 : oldestAt.get();
  }

  long damaged() {
    return damaged.get();
  }

  /** Stops to send, and waits up to five seconds for what is on its way. */
  void close() throws InterruptedException {
    closing = true;
    thread.join();
  }

  private void work() {
    try {
      while (!closing) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config)) {
          run(new Sending(producer));
          producer.close(FLUSH);
        } catch (RuntimeException | SQLException e) {
          LOG.warn("the journal is not forwarded: {}; it will be tried again", e.toString());
          TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        }
        if (!closing) {
          next = progress.restart() + 1;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeReader();
    }
  }

  private void run(Sending sending) throws InterruptedException, SQLException {
    while (!closing && sending.failure == null) {
      refresh();
      if (tail.last() - next < TOGETHER) {
        LockSupport.parkNanos(sentAt + between - System.nanoTime());
      }
      if (!tail.await(next, TICK_MILLIS)) {
        continue;
      }
      Portion portion = upcoming();
      for (Kept kept : portion.entries()) {
        if (!sending.send(kept.seq() <= sentUpTo ? kept.again() : kept)) {
          return;
        }
        next = kept.seq() + 1;
        sentUpTo = Math.max(sentUpTo, kept.seq());
      }
      next = portion.end();
      between = pause(portion.entries().size());
      sentAt = System.nanoTime();
    }
    if (sending.failure != null) {
      LOG.warn("Kafka does not take the journal's entries: {}", sending.failure.toString());
    }
  }

  private long pause(int together) {
    boolean many = together >= (between == BETWEEN_NANOS ? MANY : MANY * 5);
    return many ? BETWEEN_MANY_NANOS : BETWEEN_NANOS;
  }

  private void refresh() {
    if (System.nanoTime() - refreshedAt > REFRESH_NANOS) {
      flushed.refresh();
      refreshedAt = System.nanoTime();
    }
  }

  /** What is to be sent next, and the place behind it. */
  private record Portion(List<Kept> entries, long end) {}

  /** From memory, or from the disk what is not in it any more. */
  private Portion upcoming() throws SQLException {
    List<Kept> fresh = tail.take(next, TOGETHER);
    if (!fresh.isEmpty()) {
      note(fresh.getFirst());
      return new Portion(fresh, fresh.getLast().seq() + 1);
    }
    return fromDisk(Math.min(tail.first() - 1, next + FROM_DISK - 1));
  }

  private Portion fromDisk(long to) throws SQLException {
    List<Kept> read = new ArrayList<>();
    long expected = next;
    for (Row row : JournalFile.read(reader(), next, to, FROM_DISK)) {
      absent(expected, row.seq());
      expected = row.seq() + 1;
      row.kept().ifPresentOrElse(read::add, () -> damaged(row));
    }
    absent(expected, to + 1);
    if (!read.isEmpty()) {
      note(read.getFirst());
    }
    return new Portion(read, to + 1);
  }

  /** It is done with when it is put aside, not before: its bytes are all there is of it. */
  private void damaged(Row row) {
    damaged.incrementAndGet();
    LOG.error("entry {} of the journal is damaged and put aside", row.seq());
    writer.damaged(row.seq());
  }

  /** Places at which nothing is: put aside before, or lost with a file. */
  private void absent(long from, long end) {
    for (long seq = from; seq < end; seq++) {
      progress.absent(seq);
    }
  }

  private void note(Kept first) {
    if (progress.acknowledged() + 1 >= first.seq()) {
      oldestAt.set(first.at());
    }
  }

  private Connection reader() throws SQLException {
    Connection open = reader;
    if (open == null) {
      open = JournalFile.reader(folder);
      reader = open;
    }
    return open;
  }

  private void closeReader() {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (SQLException e) {
      LOG.debug("the journal's reader did not close: {}", e.toString());
    }
  }

  /** One producer's life: a failure ends it, and what it tells afterwards is not heard. */
  private final class Sending {

    private final KafkaProducer<String, byte[]> producer;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private volatile @Nullable Exception failure;

    Sending(KafkaProducer<String, byte[]> producer) {
      this.producer = producer;
    }

    /** False where it could not be given to the producer. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    boolean send(Kept kept) throws InterruptedException {
      while (!room.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (closing || failure != null) {
          return false;
        }
        refresh();
      }
      Entry entry = kept.entry();
      RecordHeaders headers = new RecordHeaders();
      entry.headers().forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
      if (entry.maybeDuplicate()) {
        headers.add(Entry.MAYBE_DUPLICATE, YES);
      }
      producer.send(
          new ProducerRecord<>(entry.topic(), null, entry.key(), entry.body(), headers),
          (metadata, failed) -> settled(kept.seq(), metadata, failed));
      return failure == null;
    }

    private void settled(long seq, RecordMetadata metadata, @Nullable Exception failed) {
      room.release();
      if (failed != null) {
        failure = failed;
      } else if (failure == null) {
        progress.acknowledged(
            seq, new TopicPartition(metadata.topic(), metadata.partition()), metadata.offset());
      }
    }
  }
}
