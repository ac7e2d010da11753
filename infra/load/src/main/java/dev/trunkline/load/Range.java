package dev.trunkline.load;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that somebody wants to know about, by when a gateway took them.
 *
 * @param from the first moment; null: the oldest that can be judged
 * @param to the first moment behind; null: the latest
 */
public record Range(@Nullable Instant from, @Nullable Instant to) {

  /** All that can be judged. */
  public static final Range ALL = new Range(null, null);

  /** Refuses an empty one. */
  public Range {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("a range ends at " + to + " and begins at " + from);
    }
  }
}
