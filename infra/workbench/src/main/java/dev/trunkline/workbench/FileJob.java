package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * A file's backfill as Kafka knows it, in the hands of one process: whoever opens it takes it from
 * whoever had it before, whose next commit fails. So the state that it begins with is the last one.
 */
final class FileJob implements AutoCloseable {

  /** Webhooks are in the same topics, and wait behind what a killed process left open. */
  private static final Duration LEFT_OPEN = Duration.ofSeconds(6);

  private final String id;
  private final Transactions transactions;
  private final Feed feed;
  private final String key;
  private final ReentrantLock committing = new ReentrantLock();
  private @Nullable PullJob state;
  private volatile boolean ended;

  /** Takes the job of this id. */
  FileJob(KafkaClients clients, String source, String id) {
    this.id = id;
    this.key = source + "/" + PullJob.FILE + "/" + id;
    this.feed = PullJobs.ofSource(clients, source);
    this.transactions = new Transactions(clients, "backfill-" + id, LEFT_OPEN);
    try {
      transactions.begin();
      state = PullJobs.latest(feed).get(key);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** How it stands; null: it has not begun. */
  @Nullable PullJob state() {
    return state;
  }

  /**
   * Commits a state and what was published on the way to it, together.
   *
   * @throws CommandFailure if another has taken the job, Kafka is away, or it is ended here
   */
  void commit(PullJob next, List<ProducerRecord<String, byte[]>> published) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(published);
    records.add(
        new ProducerRecord<>(
            Topics.PULLS_JOBS.name(),
            feed.partition(),
            key,
            EventJson.mapper().writeValueAsBytes(next)));
    committing.lock();
    try {
      if (ended) {
        throw new CommandFailure(
            ExitCode.UNSETTLED,
            "interrupted; the same command goes on where backfill " + id + " stands");
      }
      transactions.commit(records);
    } catch (KafkaException e) {
      throw isTaken(e) ? taken() : away(e);
    } finally {
      committing.unlock();
    }
    state = next;
  }

  /**
   * Lets no commit begin any more, and waits for the one that has: nothing is left open. One that
   * takes longer than a broker waits for it is given up there.
   */
  void end() {
    ended = true;
    try {
      if (committing.tryLock(LEFT_OPEN.toMillis(), TimeUnit.MILLISECONDS)) {
        committing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks whether it was ended meanwhile, without being told by a commit.
   *
   * @throws CommandFailure if an operator cancelled it
   */
  void refuseIfCancelled() {
    feed.poll(Duration.ofMillis(100)).stream()
        .filter(record -> key.equals(record.key()))
        .map(PullJobs::read)
        .filter(job -> job != null && job.phase() == PullJob.Phase.CANCELLED)
        .findFirst()
        .ifPresent(
            job -> {
              throw cancelled(job);
            });
  }

  /** It was cancelled, and stays so. */
  static CommandFailure cancelled(PullJob job) {
    return new CommandFailure(
        ExitCode.REFUSED,
        "backfill %s was cancelled after %,d rows; to do it all again: --run N with a number that was not used (rows that were read before change nothing)"
            .formatted(job.id(), job.cursor()));
  }

  private CommandFailure taken() {
    PullJob now = PullJobs.latest(feed).get(key);
    if (now != null && now.phase() == PullJob.Phase.CANCELLED) {
      return cancelled(now);
    }
    return new CommandFailure(
        ExitCode.UNSETTLED,
        "another process has taken backfill "
            + id
            + " and goes on with it; this one has ended, and nothing is published twice");
  }

  private CommandFailure away(KafkaException e) {
    return new CommandFailure(
        ExitCode.UNREACHABLE,
        "Kafka failed (%s); the same command goes on where backfill %s stands"
            .formatted(e.getClass().getSimpleName(), id));
  }

  private static boolean isTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    transactions.close();
    feed.close();
  }
}
