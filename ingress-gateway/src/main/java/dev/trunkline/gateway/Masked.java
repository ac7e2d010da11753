package dev.trunkline.gateway;

import dev.trunkline.vendors.BodyTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A body without the secrets that its door asks for inside bodies: what stood there is overwritten
 * with {@code *}, byte for byte, so that everything else stays where it was.
 *
 * @param body itself where nothing was overwritten
 * @param ranges of bytes that were, both ends included, {@code 12-31,40-59}; null: none
 * @param whole whether the body could be searched to its end; if not it may still hold a secret
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Masked(byte[] body, @Nullable String ranges, boolean whole) {

  /** Masks what a door's proofs ask for. */
  static Masked of(Route route, byte[] body) {
    if (route.tokens().isEmpty()) {
      return new Masked(body, null, true);
    }
    List<BodyTokens.Found> found = new ArrayList<>();
    boolean whole = true;
    for (List<String> path : route.tokens()) {
      BodyTokens.Search search = BodyTokens.find(path, body);
      found.addAll(search.values());
      whole &= search.whole();
    }
    return new Masked(
        BodyTokens.masked(body, found),
        found.isEmpty()
            ? null
            : found.stream().map(BodyTokens.Found::range).collect(Collectors.joining(",")),
        whole);
  }
}
