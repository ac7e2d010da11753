package dev.trunkline.gateway;

import dev.trunkline.gateway.diagnosis.KnownSecrets;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request headers on their way into record headers: few, short, and of one line. */
final class Headers {

  /** Longest value of a header that is kept, in characters. */
  static final int LONGEST = 512;

  private Headers() {}

  /** The request's headers that the route keeps, by lower-case name, without these secrets. */
  static Map<String, String> kept(Route route, MultiMap request, KnownSecrets secrets) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String name : route.keptHeaders()) {
      String value = kept(request.get(name), secrets);
      if (value != null) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  /** What the request says that its body is, without these secrets; null: nothing. */
  static @Nullable String contentType(MultiMap request, KnownSecrets secrets) {
    return kept(request.get("content-type"), secrets);
  }

  /** What is masked is masked before it is cut: half a secret is not found. */
  private static @Nullable String kept(@Nullable String value, KnownSecrets secrets) {
    return value == null ? null : clean(secrets.masked(value), LONGEST);
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
