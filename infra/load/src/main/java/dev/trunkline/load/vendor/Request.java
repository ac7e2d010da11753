package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request of HTTP/1.1 as far as a vendor looks at it.
 *
 * @param target path and query as they came
 * @param headers by name in lower case
 * @param parameters of the query and of a form, decoded
 */
record Request(
    String method, String target, Map<String, String> headers, Map<String, String> parameters) {

  private static final Set<String> SECRET = Set.of("auth_token", "key", "rlt");
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int LONGEST_FORM = 1024 * 1024;

  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The parameters without those that hold secrets. */
  Map<String, String> told() {
    Map<String, String> told = new TreeMap<>(parameters);
    told.keySet().removeAll(SECRET);
    return told;
  }

  boolean mentions(String secret) {
    return parameters.containsValue(secret)
        || target.contains(secret)
        || headers.values().stream().anyMatch(value -> value.contains(secret));
  }

  /** A body after HEAD would be read as the next answer. */
  boolean lastOfItsConnection() {
    return "close".equalsIgnoreCase(headers.get("connection")) || method.equals("HEAD");
  }

  /** The next request of a connection; null at its end. */
  static @Nullable Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    String[] words = first.split(" ", -1);
    if (words.length != 3) {
      throw new ProtocolException("no request line");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("no header");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    Map<String, String> parameters = new HashMap<>();
    int query = words[1].indexOf('?');
    if (query >= 0) {
      pairs(words[1].substring(query + 1), parameters);
    }
    String body = body(in, headers);
    if (headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")) {
      pairs(body, parameters);
    }
    return new Request(words[0], words[1], headers, parameters);
  }

  private static String body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.containsKey("transfer-encoding")) {
      throw new ProtocolException("a request with a length was expected");
    }
    try {
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      if (length < 0 || length > LONGEST_FORM) {
        throw new ProtocolException("the request is too long");
      }
      return new String(in.readNBytes(length), UTF_8);
    } catch (NumberFormatException e) {
      throw new ProtocolException("no length");
    }
  }

  private static void pairs(String text, Map<String, String> into) throws IOException {
    try {
      for (String pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          into.put(
              URLDecoder.decode(pair.substring(0, equals), UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("bad escapes");
    }
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (line.length() == LONGEST_LINE) {
        throw new ProtocolException("the line is too long");
      }
      line.append((char) next);
    }
    String read = line.toString();
    return new String(read.getBytes(ISO_8859_1), UTF_8).stripTrailing();
  }
}
