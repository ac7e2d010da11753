package dev.trunkline.workbench;

import dev.trunkline.canonical.PullJob;
import dev.trunkline.store.Pace;
import dev.trunkline.store.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source at a moment.
 *
 * @param now the moment
 * @param pace how often it delivers
 * @param stretch what usually comes in a stretch like that since it last did
 * @param refused requests at its door that were turned away lately, in any order
 * @param behind how far stages are behind, by consumer group
 * @param polls the standing polls of its histories that are in force
 */
record SourceEvidence(
    Instant now,
    Pace pace,
    Stretch stretch,
    List<Refused> refused,
    Map<String, Duration> behind,
    List<Poll> polls) {

  /** Copies the collections. */
  SourceEvidence {
    refused = List.copyOf(refused);
    behind = Map.copyOf(behind);
    polls = List.copyOf(polls);
  }

  /**
   * A request that the gateway turned away.
   *
   * @param cause the gateway's code, {@code wrong-proof}
   */
  record Refused(String source, String cause, Instant at) {}

  /**
   * A standing poll.
   *
   * @param every how often; null: that cannot be told
   */
  record Poll(PullJob job, @Nullable Duration every) {}
}
