package dev.trunkline.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Open letters of one cause.
 *
 * @param id as {@link Cause#group()} calls it
 * @param sources of its letters, as far as they are known, by name
 * @param open how many there are
 * @param first when the broker took the earliest of them
 * @param last when it took the newest
 * @param sample the newest of them
 * @param sampleDelivery a delivery that has one; null where none is known
 */
public record LetterGroup(
    String id,
    Cause cause,
    List<String> sources,
    long open,
    Instant first,
    Instant last,
    LetterPlace sample,
    @Nullable String sampleDelivery) {

  /** Copies the list. */
  public LetterGroup {
    sources = List.copyOf(sources);
  }
}
