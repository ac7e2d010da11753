package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Asks the gateway for a pull and looks on while it makes it, to the end. */
final class PullFollowing implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaClients clients;
  private final PullAsk ask;
  private final Feed feed;
  private final Map<String, PullJob> jobs = new LinkedHashMap<>();
  private final Slices slices = new Slices();

  /**
   * Begins to look on; nothing is asked yet.
   *
   * @param ask with an id
   */
  PullFollowing(KafkaClients clients, PullAsk ask) {
    this.clients = clients;
    this.ask = ask;
    this.feed = PullJobs.ofSource(clients, ask.source()).fromHere();
  }

  /** Asks. */
  void ask() {
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(clients.producer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.PULLS_ASKED.name(),
                  ask.source(),
                  EventJson.mapper().writeValueAsBytes(ask)))
          .get();
    } catch (ExecutionException | KafkaException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "Kafka did not take it: " + e.getMessage() + "; see: trunkline doctor --only kafka");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(
          ExitCode.UNSETTLED,
          "interrupted; it may have been asked for: trunkline backfill list says so");
    }
  }

  /** These are the jobs of the ask as they stand: it is about their end. */
  void know(List<PullJob> those) {
    those.forEach(job -> jobs.put(job.key(), job));
  }

  /**
   * Looks on until every job of the ask has ended. The states with which they begin come together,
   * so all are known before the first one ends.
   *
   * @param taken how long a gateway may need to begin
   * @param patience how long it may take altogether; zero: as long as it does
   * @throws CommandFailure if one of these is over
   */
  void follow(Progress progress, Duration taken, Duration patience) {
    long began = System.nanoTime();
    while (!isEnded()) {
      for (ConsumerRecord<String, byte[]> record : feed.poll(POLL)) {
        if (record.key() != null && record.key().endsWith("/" + ask.id())) {
          hear(PullJobs.read(record), progress);
        }
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      if (jobs.isEmpty() && waited.compareTo(taken) > 0) {
        throw new CommandFailure(
            ExitCode.UNSETTLED,
            "no gateway has taken it within %d s: none runs, or it is busy with this source; job %s begins when one does; see: trunkline backfill list"
                .formatted(taken.toSeconds(), ask.id()));
      }
      if (patience.isPositive() && waited.compareTo(patience) > 0 && !isEnded()) {
        throw new CommandFailure(
            ExitCode.UNSETTLED,
            "not done within %d s; job %s goes on; see: trunkline backfill list"
                .formatted(patience.toSeconds(), ask.id()));
      }
    }
  }

  private boolean isEnded() {
    return !jobs.isEmpty() && jobs.values().stream().allMatch(PullJob::isEnded);
  }

  private void hear(@Nullable PullJob job, Progress progress) {
    if (job == null) {
      return;
    }
    jobs.put(job.key(), job);
    slices.add(job);
    double done = jobs.values().stream().mapToDouble(PullShare::of).average().orElse(0);
    long rows = jobs.values().stream().mapToLong(each -> each.counts().rows()).sum();
    progress.at(
        done,
        "%s %,d rows%s"
            .formatted(
                job.source() + "/" + job.api(),
                rows,
                job.error() == null ? "" : "; " + job.error()));
  }

  /** The jobs of the ask as they stand, one for each of the vendor's histories. */
  List<PullJob> jobs() {
    return List.copyOf(jobs.values());
  }

  /** What came of each slice. */
  List<Slices.Slice> slices() {
    return slices.all();
  }

  @Override
  public void close() {
    feed.close();
  }
}
