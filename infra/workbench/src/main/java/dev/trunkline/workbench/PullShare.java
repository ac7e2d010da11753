package dev.trunkline.workbench;

import dev.trunkline.canonical.PullJob;
import java.time.Duration;

/** How much of a job is done. */
final class PullShare {

  private PullShare() {}

  /** From 0 to 1: of its time, or of its rows where it is a file; negative: it has no end. */
  static double of(PullJob job) {
    if (job.phase() == PullJob.Phase.DONE) {
      return 1;
    }
    if (job.total() != null) {
      return job.total() == 0 ? 1 : job.cursor() / (double) job.total();
    }
    if (job.from() == null || job.to() == null || job.at() == null) {
      return job.from() == null ? -1 : 0;
    }
    long whole = Duration.between(job.from(), job.to()).toMillis();
    return whole <= 0 ? 1 : Duration.between(job.from(), job.at()).toMillis() / (double) whole;
  }
}
