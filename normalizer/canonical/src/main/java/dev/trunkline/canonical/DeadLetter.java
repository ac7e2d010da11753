package dev.trunkline.canonical;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What could not be read or written, kept with its bytes and the reason. Its headers name fields
 * and causes, never values.
 *
 * @param stage {@code normalizer}, {@code writer} or {@code recordings}
 * @param reason names the field and the cause; cut at 512 characters
 * @param origin {@code topic-partition@offset} of the record it was part of
 * @param deliveryId the delivery, or null where the record did not say
 * @param index element of the delivery, 0-based
 * @param source the configured source, or null where the record did not say
 * @param attempts how often it was tried, from 1
 * @param replayId the replay that found it dead, or null for the live processing
 * @param body the element's own bytes; the whole delivery's where it could not be split
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying a megabyte would be waste
public record DeadLetter(
    String stage,
    String reason,
    String origin,
    @Nullable String deliveryId,
    int index,
    @Nullable String source,
    @Nullable String definitionHash,
    int attempts,
    @Nullable String replayId,
    byte[] body) {

  /**
   * Header of a record that was a dead letter and was put back where it came from, and of the
   * letter that it becomes if it dies again: which letter that was, as {@code recordings-3@17}.
   * Beside it {@code attempts} says the how-manieth attempt this is.
   */
  public static final String REDRIVEN = "redriven";

  /** Cuts the reason. */
  public DeadLetter {
    reason = reason.length() > 512 ? reason.substring(0, 511) + "…" : reason;
  }

  /** Record headers, each small and bounded however often the letter is redriven. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("stage", stage);
    headers.put("reason", reason);
    headers.put("origin", origin);
    if (deliveryId != null) {
      headers.put("delivery_id", deliveryId);
    }
    headers.put("delivery_index", Integer.toString(index));
    if (source != null) {
      headers.put("source", source);
    }
    if (definitionHash != null) {
      headers.put("definition_hash", definitionHash);
    }
    headers.put("attempts", Integer.toString(attempts));
    if (replayId != null) {
      headers.put("replay_id", replayId);
    }
    return headers;
  }
}
