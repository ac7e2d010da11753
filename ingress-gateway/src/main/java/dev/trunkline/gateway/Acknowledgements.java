package dev.trunkline.gateway;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the brokers last took a record and last failed to; says so once when that changes. */
final class Acknowledgements {

  private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);
  private static final long NEVER = Long.MIN_VALUE;

  private final Clock clock;
  private volatile long lastAck = NEVER;
  private volatile long lastFailure = NEVER;
  private volatile boolean failing;

  Acknowledgements(Clock clock) {
    this.clock = clock;
  }

  /** Notes the outcome of a send; null is an acknowledgement. */
  void settled(@Nullable Exception failure) {
    long now = clock.millis();
    if (failure == null) {
      lastAck = now;
      if (failing) {
        failing = false;
        LOG.info("Kafka takes records again");
      }
    } else {
      lastFailure = now;
      if (!failing) {
        failing = true;
        LOG.warn("Kafka does not take records: {}", failure.toString());
      }
    }
  }

  /** When a record was last acknowledged; null if never. */
  @Nullable Instant lastAck() {
    return instant(lastAck);
  }

  /** When a send last failed; null if never. */
  @Nullable Instant lastFailure() {
    return instant(lastFailure);
  }

  /** Whether the latest send failed. */
  boolean failing() {
    return failing;
  }

  private static @Nullable Instant instant(long millis) {
    return millis == NEVER ? null : Instant.ofEpochMilli(millis);
  }
}
