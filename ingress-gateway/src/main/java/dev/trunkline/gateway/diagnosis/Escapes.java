package dev.trunkline.gateway.diagnosis;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** How one text is written in bodies, queries and headers. */
final class Escapes {

  private Escapes() {}

  /** As it is, escaped for JSON, for a form and for a path, and in base64. */
  static Set<String> of(String text) {
    Set<String> written = new LinkedHashSet<>();
    written.add(text);
    written.add(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
    written.add(text.replace("\\", "\\\\").replace("\"", "\\\""));
    String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
    written.add(form);
    written.add(form.replace("+", "%20"));
    written.add(lowerHex(form));
    written.add(
        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)).replace("=", ""));
    return written;
  }

  /** What a piece of a query stands for; itself where its escapes are broken. */
  static String unescaped(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String lowerHex(String escaped) {
    StringBuilder lower = new StringBuilder(escaped);
    for (int i = escaped.indexOf('%'); i >= 0; i = escaped.indexOf('%', i + 1)) {
      lower.setCharAt(i + 1, Character.toLowerCase(escaped.charAt(i + 1)));
      lower.setCharAt(i + 2, Character.toLowerCase(escaped.charAt(i + 2)));
    }
    return lower.toString();
  }
}
