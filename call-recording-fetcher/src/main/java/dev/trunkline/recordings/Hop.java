package dev.trunkline.recordings;

import dev.trunkline.canonical.Topics;
import java.time.Duration;
import java.time.Instant;

/**
 * The next stretch of a wait: a retry topic that holds its records no longer than what remains.
 *
 * @param topic of {@link Topics#RETRY_DELAYS}
 * @param notBefore when the record is to be looked at again; never after it is due
 */
record Hop(String topic, Instant notBefore) {

  /** What a wait may lack of a topic's delay: the moments between reckoning and writing. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  /** The longest stretch that fits; the shortest there is where none does. */
  static Hop towards(Instant due, Instant now) {
    Duration chosen = Topics.RETRY_DELAYS.getFirst();
    for (Duration delay : Topics.RETRY_DELAYS) {
      if (!now.plus(delay).isAfter(due.plus(SLACK))) {
        chosen = delay;
      }
    }
    Instant end = now.plus(chosen);
    return new Hop(Topics.retry(chosen).name(), end.isAfter(due) ? due : end);
  }
}
