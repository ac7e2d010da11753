package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Reconciliation;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands after an outcome.
 *
 * @param told what a day's comparison came to, if the day is done
 */
record Turn(PullJob job, @Nullable Reconciliation told) {

  /** Nothing is told. */
  static Turn to(PullJob job) {
    return new Turn(job, null);
  }
}
