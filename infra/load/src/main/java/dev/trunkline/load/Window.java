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
 * @param sure deliveries minted before it are judged wherever they are found; later ones only if
 *     they are in the raw topics
 * @param kept the deliveries found in the raw topics when the audit began
 */
record Window(Instant from, Instant sure, Set<String> kept) {

  /** A day less than the shortest retention of raw deliveries and dead letters. */
  private static final Duration RETAINED = Duration.ofDays(29);

  /** How long after its minting a delivery may still be on its way into the raw topic. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(60);

  static Window at(Instant begun, Set<String> kept) {
    return new Window(begun.minus(RETAINED), begun.minus(ON_THE_WAY), kept);
  }

  /** Whether this delivery is judged; one that no gateway of ours can have minted always is. */
  boolean judges(String deliveryId) {
    Instant minted = minted(deliveryId);
    return minted == null
        || (!minted.isBefore(from) && (minted.isBefore(sure) || kept.contains(deliveryId)));
  }

  /** Whether retention cannot have taken anything of this delivery. */
  boolean retains(String deliveryId) {
    Instant minted = minted(deliveryId);
    return minted == null || !minted.isBefore(from);
  }

  /** The time in a UUIDv7 (RFC 9562), or null where it is none. */
  private static @Nullable Instant minted(String deliveryId) {
    try {
      UUID id = UUID.fromString(deliveryId);
      return id.version() == 7 ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16) : null;
    } catch (IllegalArgumentException noUuid) {
      return null;
    }
  }
}
