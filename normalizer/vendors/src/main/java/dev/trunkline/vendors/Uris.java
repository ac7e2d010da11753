package dev.trunkline.vendors;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Links as vendors write them. */
final class Uris {

  private Uris() {}

  /**
   * A link without these parameters; the rest stays as written.
   *
   * @param parameters names, lower case
   */
  static String without(String link, Set<String> parameters) {
    int start = link.indexOf('?');
    if (start < 0 || parameters.isEmpty()) {
      return link;
    }
    int hash = link.indexOf('#', start);
    String query = link.substring(start + 1, hash < 0 ? link.length() : hash);
    StringJoiner kept = new StringJoiner("&");
    for (String pair : query.split("&", -1)) {
      if (!parameters.contains(name(pair))) {
        kept.add(pair);
      }
    }
    String rest = kept.length() == 0 ? "" : "?" + kept;
    return link.substring(0, start) + rest + (hash < 0 ? "" : link.substring(hash));
  }

  /** A link with one more parameter in its query. */
  static String with(String link, String parameter, String encodedValue) {
    int hash = link.indexOf('#');
    String before = hash < 0 ? link : link.substring(0, hash);
    String separator = before.indexOf('?') < 0 ? "?" : before.endsWith("?") ? "" : "&";
    String rest = hash < 0 ? "" : link.substring(hash);
    return before + separator + parameter + "=" + encodedValue + rest;
  }

  /** Whether a link has one of these parameters. */
  static boolean has(String link, Set<String> parameters) {
    return !without(link, parameters).equals(link);
  }

  /** Parameters as a query or a form has them (application/x-www-form-urlencoded). */
  static String encoded(Map<String, String> parameters) {
    StringJoiner form = new StringJoiner("&");
    parameters.forEach((name, value) -> form.add(encoded(name) + "=" + encoded(value)));
    return form.toString();
  }

  /** One name or value of them. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return (equals < 0 ? pair : pair.substring(0, equals)).toLowerCase(Locale.ROOT);
  }

  /** Whether a text is an absolute http or https URI with a host (RFC 3986). */
  static boolean isAbsolute(String text) {
    if (!text.regionMatches(true, 0, "http", 0, 4)) {
      return false;
    }
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
