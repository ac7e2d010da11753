package dev.trunkline.gateway.diagnosis;

import dev.trunkline.canonical.EventJson;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A refused request as {@code rejected.v1} has it.
 *
 * @param id that it was given; null: it was kept before refusals had ids
 * @param cause code of the refusal
 * @param finding what was found of the proof; null where nothing was offered
 * @param contentType null if it said none
 * @param remoteIp who spoke
 * @param bodyBytes length of the body as it came
 * @param body as far as it was kept
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record RefusedRequest(
    @Nullable String id,
    String source,
    String vendor,
    String door,
    Instant receivedAt,
    String method,
    String cause,
    @Nullable String finding,
    @Nullable String contentType,
    String remoteIp,
    long bodyBytes,
    byte[] body,
    Clues clues) {

  /** Record header of the id. */
  public static final String ID = "id";

  /** Record header of the {@link Clues}, as JSON. */
  public static final String CLUES = "clues";

  /**
   * Reads a record.
   *
   * @param headers of the record, each one's last value
   * @throws IllegalArgumentException if it is none that a gateway wrote
   */
  public static RefusedRequest of(Map<String, String> headers, byte[] body) {
    return new RefusedRequest(
        headers.get(ID),
        headers.getOrDefault("source", "unknown"),
        headers.getOrDefault("vendor", "unknown"),
        headers.getOrDefault("door", "unknown"),
        Instant.parse(headers.getOrDefault("received_at", "1970-01-01T00:00:00Z")),
        headers.getOrDefault("method", "unknown"),
        headers.getOrDefault("cause", "unknown"),
        headers.get("finding"),
        headers.get("content_type"),
        headers.getOrDefault("remote_ip", "unknown"),
        Long.parseLong(headers.getOrDefault("body_bytes", "0")),
        body,
        clues(headers.get(CLUES)));
  }

  private static Clues clues(@Nullable String json) {
    try {
      return json == null ? Clues.NONE : EventJson.mapper().readValue(json, Clues.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the clues of a refusal cannot be read", e);
    }
  }

  /** Whether the whole body is there, as it came. */
  boolean whole() {
    return body.length == bodyBytes && !clues.bodyMasked();
  }
}
