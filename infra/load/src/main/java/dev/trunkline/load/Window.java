package dev.trunkline.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

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
    Instant minted;
    try {
      UUID id = UUID.fromString(deliveryId);
      if (id.version() != 7) {
        return true;
      }
      minted = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    } catch (IllegalArgumentException noUuid) {
      return true;
    }
    return !minted.isBefore(from) && (minted.isBefore(sure) || kept.contains(deliveryId));
  }
}
