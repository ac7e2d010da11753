package dev.trunkline.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One live copy of an event in the log.
 *
 * @param replay its processing; {@link EventLog#LIVE} is the least
 * @param event null where only the copy's place is known
 * @param ours numbers that it names as an agent's or the company's
 */
record Copy(
    String delivery,
    int index,
    String replay,
    Instant receivedAt,
    @Nullable LoggedEvent event,
    Set<String> ours) {

  /** Of copies of one event the least counts (architecture, Fold). */
  static final Comparator<Copy> RECEIPT =
      Comparator.comparing(Copy::receivedAt)
          .thenComparing(Copy::delivery)
          .thenComparingInt(Copy::index)
          .thenComparing(Copy::replay, Comparator.reverseOrder());

  static Copy of(LoggedEvent event, String replay) {
    return new Copy(
        event.delivery(), event.index(), replay, event.receivedAt(), event, event.ours());
  }

  static Copy of(Entry entry) {
    return of(entry.event(), entry.replayId());
  }

  boolean isAt(@Nullable Copy other) {
    return other != null
        && index == other.index
        && delivery.equals(other.delivery)
        && replay.equals(other.replay);
  }
}
