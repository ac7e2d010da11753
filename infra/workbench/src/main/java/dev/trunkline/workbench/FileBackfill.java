package dev.trunkline.workbench;

import com.fasterxml.uuid.Generators;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.vendors.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a file is delivered as.
 *
 * @param id of the job: a UUIDv5 over source, door, the file's bytes and the run, so that the same
 *     command goes on with it
 * @param source that the rows are of
 * @param door of the vendor that they would have come through
 * @param rowsPerSecond most rows a second
 */
record FileBackfill(
    String id, Source source, String door, RowFile file, Survey survey, int rowsPerSecond) {

  /** Proof of every delivery of a file. */
  static final String PROOF = "pulled:" + PullJob.FILE;

  private static final UUID NAMESPACE = UUID.fromString("0f6d8f0e-5b0b-5a3c-8c39-2d9b7c1e4a75");

  /**
   * The backfill of a file.
   *
   * @param run from 1; another number does it all again
   */
  static FileBackfill of(
      Source source, String door, RowFile file, Survey survey, int run, int rowsPerSecond) {
    String name = String.join("\n", source.id(), door, survey.sha256(), Integer.toString(run));
    return new FileBackfill(
        Generators.nameBasedGenerator(NAMESPACE)
            .generate(name.getBytes(StandardCharsets.UTF_8))
            .toString(),
        source,
        door,
        file,
        survey,
        rowsPerSecond);
  }

  /** A chunk as a delivery; {@code pulled} says the job and the number of the first row, from 0. */
  Delivery delivery(Chunks.Chunk chunk, String deliveryId, Instant now) {
    return new Delivery(
        deliveryId,
        source.id(),
        source.vendor(),
        door,
        now,
        "GET",
        null,
        file.form().contentType(),
        "",
        PROOF,
        null,
        Map.of("pulled", id + " " + PullJob.FILE + " " + chunk.first()),
        null,
        chunk.body());
  }

  /** Nothing is published yet. */
  PullJob begun(Instant now) {
    return state(0, 0, now, now);
  }

  /** One more chunk is published. */
  PullJob after(PullJob before, Chunks.Chunk chunk, Instant now) {
    return state(
        chunk.first() + chunk.rows(), before.counts().deliveries() + 1, before.askedAt(), now);
  }

  /** An operator ended it where it stands. */
  static PullJob cancelled(PullJob job, Instant now) {
    return new PullJob(
        job.id(),
        job.source(),
        job.vendor(),
        job.api(),
        job.kind(),
        job.from(),
        job.to(),
        job.at(),
        job.until(),
        job.cursor(),
        job.size(),
        job.total(),
        PullJob.Phase.CANCELLED,
        job.due(),
        job.pausedUntil(),
        job.soon(),
        job.failures(),
        job.error(),
        job.recheck(),
        job.found(),
        job.ofDay(),
        job.rowsPerSecond(),
        job.counts(),
        job.by(),
        job.askedAt(),
        now);
  }

  private PullJob state(long rows, long deliveries, Instant askedAt, Instant now) {
    return new PullJob(
        id,
        source.id(),
        source.vendor(),
        PullJob.FILE,
        PullJob.Kind.FETCH,
        null,
        null,
        null,
        null,
        rows,
        0,
        survey.rows(),
        rows == survey.rows() ? PullJob.Phase.DONE : PullJob.Phase.RUNNING,
        null,
        null,
        List.of(),
        0,
        null,
        0,
        0,
        PullCounts.NONE,
        rowsPerSecond,
        new PullCounts(0, deliveries, rows, deliveries, 0, 0, 0, 0, 0, 0, 0),
        "cli",
        askedAt,
        now);
  }
}
