package dev.trunkline.gateway;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request offers as proof, as it came over the wire: each char is one byte.
 *
 * @param headers all values of a request header by its name, in any case
 * @param target path and query, as the request line has them
 * @param query raw, without {@code ?}; null if none
 * @param pathSecret the path's segment below the door, as it was in the URL; null if none
 * @param peer address of who speaks, a literal
 * @param now when it was judged
 * @param body shared, read-only
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Claim(
    Function<String, List<String>> headers,
    String target,
    @Nullable String query,
    @Nullable String pathSecret,
    String peer,
    Instant now,
    byte[] body) {

  /** The one value of a header; null where there is none or several. */
  @Nullable String single(String header) {
    List<String> values = headers.apply(header);
    return values.size() == 1 ? values.getFirst() : null;
  }
}
