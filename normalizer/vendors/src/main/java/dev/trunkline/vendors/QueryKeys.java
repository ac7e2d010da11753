package dev.trunkline.vendors;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names of query parameters, any one of which makes a {@code GET} a delivery.
 *
 * @param plain as keys are compared: case, {@code _}, {@code -} and blanks do not count
 */
public record QueryKeys(Set<String> plain) {

  /** Copies the names. */
  public QueryKeys {
    plain = Set.copyOf(plain);
  }

  /** These names, as vendors write them. */
  static QueryKeys of(Collection<String> names) {
    return new QueryKeys(names.stream().map(Text::plainKey).collect(Collectors.toSet()));
  }

  /**
   * Whether a query holds one of them, whatever its value: what came with an empty id is still a
   * report, and no monitor asks so.
   *
   * @param query raw, without {@code ?}; null if there is none
   */
  public boolean anyIn(@Nullable String query) {
    if (query == null) {
      return false;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = unescaped(equals < 0 ? pair : pair.substring(0, equals));
      if (plain.contains(Text.plainKey(name))) {
        return true;
      }
    }
    return false;
  }

  private static String unescaped(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name; // a broken escape is part of no name of ours
    }
  }
}
