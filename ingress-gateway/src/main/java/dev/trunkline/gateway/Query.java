package dev.trunkline.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A raw query string, without {@code ?}, taken apart and left as it came. */
final class Query {

  private Query() {}

  /** All values of a parameter, as they came: still escaped, empty where there is no {@code =}. */
  static List<String> values(@Nullable String query, String name) {
    List<String> values = new ArrayList<>();
    for (String pair : pairs(query)) {
      if (name(pair).equals(name)) {
        int equals = pair.indexOf('=');
        values.add(equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    return values;
  }

  /**
   * The query without these parameters, in any case: one that is misspelt holds the same secret.
   *
   * @return null if nothing is left
   */
  static @Nullable String without(@Nullable String query, Set<String> names) {
    if (query == null || names.isEmpty()) {
      return query;
    }
    String rest =
        pairs(query).stream()
            .filter(pair -> names.stream().noneMatch(name(pair)::equalsIgnoreCase))
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? null : rest;
  }

  /** The text that a name or a value stands for; itself where its escapes are broken. */
  static String unescaped(String written) {
    try {
      // One char a byte, as everything from the wire is compared.
      return URLDecoder.decode(written, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return written;
    }
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return unescaped(equals < 0 ? pair : pair.substring(0, equals));
  }

  private static List<String> pairs(@Nullable String query) {
    return query == null ? List.of() : Arrays.asList(query.split("&", -1));
  }
}
