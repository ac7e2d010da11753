package dev.trunkline.canonical;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;

/**
 * Mints delivery and replay ids: UUIDv7 (RFC 9562), ascending by the millisecond of their making.
 */
public final class DeliveryIds {

  private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

  private DeliveryIds() {}

  /** A new id, never given before. */
  public static String next() {
    return IDS.generate().toString();
  }
}
