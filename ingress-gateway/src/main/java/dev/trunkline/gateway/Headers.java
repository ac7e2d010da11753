package dev.trunkline.gateway;

import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request headers on their way into record headers: few, short, and of one line. */
final class Headers {

  /** Longest value of a header that is kept, in characters. */
  static final int LONGEST = 512;

  private Headers() {}

  /** The request's headers that the route keeps, by lower-case name. */
  static Map<String, String> kept(Route route, MultiMap request) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String name : route.keptHeaders()) {
      String value = clean(request.get(name), LONGEST);
      if (value != null) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  /** The headers that prove, without what they say: only how long it is. */
  static Map<String, String> masked(Route route, MultiMap request) {
    Map<String, String> masked = new LinkedHashMap<>();
    for (String name : route.proofHeaders()) {
      String value = request.get(name);
      if (value != null) {
        masked.put(name, "masked, " + value.length() + " characters");
      }
    }
    return masked;
  }

  /**
   * Cuts, and turns control characters (a line break above all) into {@code ?}; null stays null.
   */
  static @Nullable String clean(@Nullable String value, int longest) {
    if (value == null) {
      return null;
    }
    String cut = value.length() > longest ? value.substring(0, longest) : value;
    for (int i = 0; i < cut.length(); i++) {
      if (Character.isISOControl(cut.charAt(i))) {
        return cut.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", "?");
      }
    }
    return cut;
  }
}
