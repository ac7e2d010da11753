package dev.trunkline.workbench;

import dev.trunkline.canonical.PullJob;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the polling of one of a source's histories stands.
 *
 * @param at everything before this has been fetched; null: nothing has
 * @param ageSeconds how long ago that is
 * @param due when the vendor is asked next; null: at once
 * @param failures in a row
 * @param error why the last attempt failed; null: it did not
 */
record PollStatus(
    String source,
    String api,
    @Nullable Instant at,
    @Nullable Double ageSeconds,
    @Nullable Instant due,
    int failures,
    @Nullable String error) {

  /** Every history that is polled, by source and API. */
  static List<PollStatus> all(KafkaClients clients, Instant now) {
    return PullJobs.latest(clients).stream()
        .filter(job -> job.kind() == PullJob.Kind.POLL)
        .sorted(Comparator.comparing(PullJob::key))
        .map(job -> of(job, now))
        .toList();
  }

  private static PollStatus of(PullJob job, Instant now) {
    return new PollStatus(
        job.source(),
        job.api(),
        job.at(),
        job.at() == null ? null : Duration.between(job.at(), now).toMillis() / 1000.0,
        job.due(),
        job.failures(),
        job.error());
  }
}
