package dev.trunkline.load;

import org.jspecify.annotations.Nullable;

/**
 * One request to send, as a vendor would.
 *
 * @param query raw query string, or null
 * @param contentType or null to send none
 * @param body exact bytes, may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Post(
    String method, @Nullable String query, @Nullable String contentType, byte[] body) {

  /** The same with one more pair in its query; null adds nothing. */
  Post with(@Nullable String pair) {
    return pair == null
        ? this
        : new Post(method, query == null ? pair : query + "&" + pair, contentType, body);
  }
}
