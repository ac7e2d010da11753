package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose step goes first among a source's pulls that are due: a poll's, but after a poll's one of
 * another job. So notifications, however many, leave a backfill its turn, and it them theirs. Of
 * polls the one that waited longest goes first, of other jobs the eldest.
 */
final class Precedence {

  private final Map<String, Kind> latest = new HashMap<>();
  private final Map<String, Long> polled = new HashMap<>();
  private long steps;

  /** The first is to be begun. */
  Comparator<PullJob> of(String source) {
    boolean othersFirst = latest.get(source) == Kind.POLL;
    return Comparator.comparing((PullJob job) -> (job.kind() == Kind.POLL) == othersFirst)
        .thenComparing(job -> polled.getOrDefault(job.key(), 0L))
        .thenComparing(PullJob::askedAt)
        .thenComparing(PullJob::key);
  }

  /** A step of it begins. */
  void begins(PullJob job) {
    latest.put(job.source(), job.kind());
    if (job.kind() == Kind.POLL) {
      polled.put(job.key(), ++steps);
    }
  }
}
