package dev.trunkline.load;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway answered.
 *
 * @param status HTTP status
 * @param deliveryId of the kept delivery, or null where nothing was kept
 * @param sentAt when the request was begun
 * @param micros from then to the whole answer, in microseconds
 */
public record Reply(int status, @Nullable String deliveryId, Instant sentAt, long micros) {

  /** Whether the gateway promised to keep it. */
  public boolean acknowledged() {
    return status >= 200 && status < 300 && deliveryId != null;
  }
}
