package dev.trunkline.workbench;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a file as deliveries, from where it stands to its end: each chunk and the state behind
 * it are one transaction, so that none is lost or published twice whenever it ends.
 */
final class FilePublishing {

  private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

  private final FileBackfill backfill;
  private final SlowLane lane;
  private final Progress progress;
  private final Clock clock;
  private long lookedAt = System.nanoTime();
  private boolean saidThatItWaits;
  private volatile @Nullable FileJob open;
  private volatile boolean ended;

  FilePublishing(FileBackfill backfill, SlowLane lane, Progress progress, Clock clock) {
    this.backfill = backfill;
    this.lane = lane;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * What a run came to.
   *
   * @param already whether all had been published before it
   * @param job how it stands in the end
   */
  record Run(boolean already, PullJob job) {}

  /**
   * Publishes what is left.
   *
   * @throws CommandFailure if another takes the job, it is or was cancelled, or the file changes
   */
  Run run(KafkaClients clients) throws IOException {
    try (FileJob job = new FileJob(clients, backfill.source().id(), backfill.id())) {
      open = job;
      if (ended) {
        job.end();
      }
      PullJob found = job.state();
      PullJob state = found;
      if (state == null) {
        state = backfill.begun(clock.instant());
        job.commit(state, List.of());
      }
      return switch (state.phase()) {
        case DONE -> new Run(found != null, state);
        case RUNNING -> publish(job, state);
        case CANCELLED -> throw FileJob.cancelled(state);
        case FAILED ->
            throw new CommandFailure(
                ExitCode.PROBLEMS,
                "backfill "
                    + state.id()
                    + " failed: "
                    + state.error()
                    + "; mend that, then: --run N with a number that was not used");
      };
    }
  }

  /**
   * Publishes nothing more, as for Ctrl-C; what is being committed is committed before it returns.
   */
  void end() {
    ended = true;
    FileJob job = open;
    if (job != null) {
      job.end();
    }
  }

  private Run publish(FileJob job, PullJob from) throws IOException {
    PullJob state = from;
    if (from.cursor() > 0) {
      progress.note("goes on behind row %,d".formatted(from.cursor()));
    }
    try (InputStream in = backfill.file().open();
        Chunks chunks = backfill.file().chunks(in)) {
      chunks.skip(from.cursor());
      for (Chunks.@Nullable Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
        lane.pass(chunk.rows(), () -> waits(job));
        backfill.survey().refuseIfChanged(backfill.file());
        PullJob next = backfill.after(state, chunk, clock.instant());
        job.commit(next, List.of(record(chunk)));
        state = next;
        progress.at(
            state.cursor() / (double) backfill.survey().rows(),
            "%,d of %,d rows".formatted(state.cursor(), backfill.survey().rows()));
      }
    }
    return new Run(false, state);
  }

  private void waits(FileJob job) {
    if (!saidThatItWaits) {
      saidThatItWaits = true;
      progress.note("waits for live traffic: the stages are more than 2 s behind");
    }
    if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
      lookedAt = System.nanoTime();
      job.refuseIfCancelled();
    }
  }

  private ProducerRecord<String, byte[]> record(Chunks.Chunk chunk) {
    Delivery delivery = backfill.delivery(chunk, DeliveryIds.next(), clock.instant());
    return new ProducerRecord<>(
        Topics.raw(delivery.vendor()).name(),
        null,
        delivery.id(),
        delivery.body(),
        HeaderMaps.write(delivery.headers()));
  }
}
