package dev.trunkline.recordings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a signal did.
 *
 * @param job as it stands now; null where there is none
 * @param facts to be told, in this order
 * @param stale whether the signal came too late to matter
 */
record Turn(@Nullable Job job, List<Fact> facts, boolean stale) {

  Turn {
    facts = List.copyOf(facts);
  }

  static Turn to(Job job, List<Fact> facts) {
    return new Turn(job, facts, false);
  }

  static Turn stale(@Nullable Job job) {
    return new Turn(job, List.of(), true);
  }
}
