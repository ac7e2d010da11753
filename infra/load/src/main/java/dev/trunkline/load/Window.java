package dev.trunkline.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries an audit judges. What arrived after it began may be half way and is left out,
 * and so is what is so old that retention may have taken its records.
 *
 * @param from older deliveries are not judged
 * @param to later ones are not judged
 * @param sure deliveries minted before it are judged wherever they are found; later ones only if
 *     they are in the raw topics
 * @param kept those of the later ones that were found in the raw topics when the audit began
 * @param meanwhile deliveries that came into the raw topics while the audit read
 */
record Window(Instant from, Instant to, Instant sure, Set<String> kept, Set<String> meanwhile) {

  /** A day less than the shortest retention of raw deliveries and dead letters. */
  private static final Duration RETAINED = Duration.ofDays(29);

  /** How long after its minting a delivery may still be on its way into the raw topic. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(60);

  /** Nothing has been read yet. */
  static Window at(Instant begun, Range range) {
    Instant oldest = begun.minus(RETAINED);
    Instant from = range.from() == null || range.from().isBefore(oldest) ? oldest : range.from();
    Instant to = range.to() == null ? Instant.MAX : range.to();
    return new Window(from, to, begun.minus(ON_THE_WAY), Set.of(), Set.of());
  }

  /** The same, once all has been read. */
  Window with(Set<String> kept, Set<String> meanwhile) {
    return new Window(from, to, sure, Set.copyOf(kept), Set.copyOf(meanwhile));
  }

  /** Whether this delivery is judged; one that no gateway of ours can have minted always is. */
  boolean judges(String deliveryId) {
    Instant minted = minted(deliveryId);
    return minted == null
        || (spans(minted)
            && (minted.isBefore(sure) || kept.contains(deliveryId))
            && !meanwhile.contains(deliveryId));
  }

  /** Whether retention cannot have taken anything of this delivery, and it is asked about. */
  boolean retains(String deliveryId) {
    Instant minted = minted(deliveryId);
    return minted == null || spans(minted);
  }

  /** Whether what a sender was promised of this delivery can be held against the raw topics. */
  boolean owes(String deliveryId) {
    return retains(deliveryId) && !meanwhile.contains(deliveryId);
  }

  /** Whether it is so new that only what stands in the raw topics is judged. */
  boolean isRecent(String deliveryId) {
    Instant minted = minted(deliveryId);
    return minted != null && !minted.isBefore(sure);
  }

  private boolean spans(Instant minted) {
    return !minted.isBefore(from) && minted.isBefore(to);
  }

  /** The time in a UUIDv7 (RFC 9562), or null where it is none. */
  static @Nullable Instant minted(String deliveryId) {
    try {
      UUID id = UUID.fromString(deliveryId);
      return id.version() == 7 ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16) : null;
    } catch (IllegalArgumentException noUuid) {
      return null;
    }
  }
}
