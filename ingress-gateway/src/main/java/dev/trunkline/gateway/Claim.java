package dev.trunkline.gateway;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request offers as proof, as it came over the wire: each char is one byte.
 *
 * @param headers all values of a request header by its name, in any case
 * @param query raw, without {@code ?}; null if none
 * @param pathSecret the path's segment below the door, as it was in the URL; null if none
 * @param body shared, read-only
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Claim(
    Function<String, List<String>> headers,
    @Nullable String query,
    @Nullable String pathSecret,
    byte[] body) {}
