package dev.trunkline.gateway;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the brokers last took a record and last failed to; says so once when that changes. */
final class Acknowledgements {

  private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);
  private static final long NEVER = Long.MIN_VALUE;
  private static final long FORGIVEN_AFTER = TimeUnit.SECONDS.toNanos(30);

  private final Clock clock;
  private volatile long lastAck = NEVER;
  private volatile long lastFailure = NEVER;
  private volatile boolean failing;
  private volatile long ackedAt;
  private volatile long failedAt;

  Acknowledgements(Clock clock) {
    this.clock = clock;
  }

  /**
   * Notes the outcome of a send; null is an acknowledgement.
   *
   * @param sentAt {@code System.nanoTime()} of the send: a record that was given up says nothing if
   *     a later one was taken meanwhile
   */
  void settled(long sentAt, @Nullable Exception failure) {
    if (failure == null) {
      lastAck = clock.millis();
      ackedAt = System.nanoTime();
      if (failing) {
        failing = false;
        LOG.info("Kafka takes records again");
      }
    } else {
      lastFailure = clock.millis();
      failedAt = System.nanoTime();
      if (!failing && (lastAck == NEVER || ackedAt - sentAt < 0)) {
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

  /**
   * Whether sends fail now. Half a minute after the last failure that is no longer said: a gateway
   * that gets no traffic because it is unwell could not find out that it is well again.
   */
  boolean failing() {
    return failing && System.nanoTime() - failedAt < FORGIVEN_AFTER;
  }

  private static @Nullable Instant instant(long millis) {
    return millis == NEVER ? null : Instant.ofEpochMilli(millis);
  }
}
