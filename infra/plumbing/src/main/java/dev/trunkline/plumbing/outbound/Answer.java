package dev.trunkline.plumbing.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The vendor answered, whatever it said.
 *
 * @param contentType as sent; null when not said
 * @param retryAfter how long the vendor asks us to wait, at most 24 hours; null when not said
 * @param body the whole body, empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Answer(
    int status, @Nullable String contentType, @Nullable Duration retryAfter, byte[] body)
    implements Reply {

  /** Never the body. */
  @Override
  public String toString() {
    return "Answer[" + status + ", " + body.length + " bytes]";
  }
}
