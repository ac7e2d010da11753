package dev.trunkline.gateway.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refused request as it came over the wire: each char is one byte. Held for a moment, and kept
 * nowhere.
 *
 * @param headers in their order
 * @param path without query
 * @param query raw, without {@code ?}; null if none
 * @param pathSecret the path's segment below the door; null if none
 * @param body shared, read-only
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Offered(
    List<Header> headers,
    String path,
    @Nullable String query,
    @Nullable String pathSecret,
    byte[] body) {

  /**
   * One header.
   *
   * @param name lower case
   */
  public record Header(String name, String value) {}

  /** Copies the list. */
  public Offered {
    headers = List.copyOf(headers);
  }

  /** The first value of a header; null if it is not there. */
  @Nullable String header(String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .findFirst()
        .orElse(null);
  }
}
