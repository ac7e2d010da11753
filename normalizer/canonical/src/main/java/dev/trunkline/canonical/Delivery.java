package dev.trunkline.canonical;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request of a vendor as kept in {@code raw.<vendor>.v1}: its exact bytes, and headers that say
 * where it came from. Vendor and source come from here, never from the payload.
 *
 * @param id UUIDv7, made once by the gateway
 * @param door the definition's name of the door it came through
 * @param method HTTP method, upper case
 * @param query raw query string without secrets, or null
 * @param contentType as the vendor sent it, a hint only, or null
 * @param remoteIp address of the peer; empty for what was pulled
 * @param proof kind of proof that passed and the key's id: {@code hmac:1}, {@code none}, {@code
 *     pulled:<api>}
 * @param masked byte ranges of the body that were overwritten because they held a secret, or null
 * @param requestHeaders allowed request headers by lower-case name
 * @param replayId UUIDv7 of the replay this copy belongs to; null for the live one
 * @param body the bytes as received; not copied, treat as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying a megabyte would be waste
public record Delivery(
    String id,
    String source,
    String vendor,
    String door,
    Instant receivedAt,
    String method,
    @Nullable String query,
    @Nullable String contentType,
    String remoteIp,
    String proof,
    @Nullable String masked,
    Map<String, String> requestHeaders,
    @Nullable String replayId,
    byte[] body) {

  /**
   * Names of the record headers that are ours; no request header may take one of them. {@code
   * definition_hash} stands on records of the replay lane only: which definition is to read this
   * copy says nothing about the delivery.
   */
  public static final Set<String> OWN_HEADERS =
      Set.of(
          "delivery_id",
          "source",
          "vendor",
          "door",
          "received_at",
          "method",
          "query",
          "content_type",
          "remote_ip",
          "proof",
          "masked",
          "replay_id",
          "definition_hash");

  /** Copies the headers. */
  public Delivery {
    requestHeaders = Map.copyOf(requestHeaders);
  }

  /** The record headers, in the contract's order; what is absent is left out. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("delivery_id", id);
    headers.put("source", source);
    headers.put("vendor", vendor);
    headers.put("door", door);
    headers.put("received_at", receivedAt.toString());
    headers.put("method", method);
    put(headers, "query", query);
    put(headers, "content_type", contentType);
    headers.put("remote_ip", remoteIp);
    headers.put("proof", proof);
    put(headers, "masked", masked);
    put(headers, "replay_id", replayId);
    requestHeaders.forEach(headers::putIfAbsent);
    return headers;
  }

  /**
   * A delivery from a raw record's headers and value.
   *
   * @throws IllegalArgumentException naming the header that is missing or malformed
   */
  public static Delivery of(Map<String, String> headers, byte[] body) {
    Map<String, String> rest = new LinkedHashMap<>(headers);
    rest.keySet().removeAll(OWN_HEADERS);
    return new Delivery(
        required(headers, "delivery_id"),
        required(headers, "source"),
        required(headers, "vendor"),
        required(headers, "door"),
        instant(required(headers, "received_at")),
        required(headers, "method"),
        headers.get("query"),
        headers.get("content_type"),
        present(headers, "remote_ip"),
        required(headers, "proof"),
        headers.get("masked"),
        rest,
        headers.get("replay_id"),
        body);
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private static String required(Map<String, String> headers, String name) {
    String value = headers.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("header " + name + " is missing");
    }
    return value;
  }

  /** What may be empty, but is always said. */
  private static String present(Map<String, String> headers, String name) {
    String value = headers.get(name);
    if (value == null) {
      throw new IllegalArgumentException("header " + name + " is missing");
    }
    return value;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("header received_at is no RFC 3339 instant", e);
    }
  }
}
