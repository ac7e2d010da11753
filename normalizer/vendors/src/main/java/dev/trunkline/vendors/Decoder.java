package dev.trunkline.vendors;

import dev.trunkline.canonical.Delivery;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From a delivery's bytes to a tree, by what the bytes look like; the content type is a hint only.
 * Strict: what could be read in two ways is not read.
 */
final class Decoder {

  private static final char REPLACEMENT = '\uFFFD';

  private final Spec.Decoding rules;

  /** A decoder by a definition's rules. */
  Decoder(Spec.Decoding rules) {
    this.rules = rules;
  }

  /**
   * What a delivery holds.
   *
   * @throws Unreadable with the reason
   */
  Decoded decode(Delivery delivery) {
    String body = text(delivery.body()).strip();
    String query = delivery.query();
    if (body.isEmpty()) {
      if (query == null || query.isBlank()) {
        throw new Unreadable("body is empty");
      }
      return form(query);
    }
    for (Spec.TextRule rule : rules.texts()) {
      if (body.regionMatches(true, 0, rule.starts(), 0, rule.starts().length())) {
        if (rule.ignored()) {
          return new Decoded.Nothing(rule.reason());
        }
        throw new Unreadable(rule.reason());
      }
    }
    return value(body, hint(delivery.contentType()));
  }

  private Decoded value(String body, String hint) {
    char first = body.charAt(0);
    if (first == '{' || first == '[') {
      // JSON as the key of a form, unescaped.
      boolean isKey = body.endsWith("=") && hint.contains("form");
      return tree(Json.read(isKey ? body.substring(0, body.length() - 1) : body));
    }
    // A header of quoted names begins as JSON in a text does, and its last row may end so.
    boolean isCsv = rules.csv() && (hint.contains("csv") || Csv.looksLike(body));
    if (first == '"' && !isCsv && (hint.contains("json") || body.endsWith("\""))) {
      return tree(unwrapped(Json.read(body)));
    }
    if (first == '<') {
      throw new Unreadable("body is HTML or XML");
    }
    if (rules.sse() && (hint.contains("event-stream") || ServerSentEvents.looksLike(body))) {
      return new Decoded.Tree(ServerSentEvents.read(body), Map.of());
    }
    if (isCsv) {
      return new Decoded.Tree(Csv.rows(body), Map.of());
    }
    if (hint.contains("form") || looksLikeForm(body)) {
      return form(body);
    }
    if (hint.contains("json")) {
      return tree(Json.read(body));
    }
    throw new Unreadable(
        "body is neither JSON nor a form"
            + (rules.csv() ? " nor CSV" : "")
            + (rules.sse() ? " nor an event stream" : ""));
  }

  /** JSON that was written as a text of JSON, once or twice. */
  private static Object unwrapped(Object value) {
    Object inner = value;
    for (int i = 0; i < 2 && inner instanceof String text && isJson(text); i++) {
      inner = Json.read(text.strip());
    }
    return inner;
  }

  private Decoded form(String text) {
    if (text.startsWith("%7B") || text.startsWith("%7b") || text.startsWith("%5B%7B")) {
      // JSON as the only key; equals signs within it may not be escaped.
      String key = unescaped(text.endsWith("=") ? text.substring(0, text.length() - 1) : text);
      return tree(Json.read(key));
    }
    JsonObject form = new JsonObject();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = unescaped(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : unescaped(pair.substring(equals + 1));
        form.merge(key, value, Decoder::both);
      }
    }
    if (form.size() == 1) {
      Map.Entry<String, Object> only = form.entrySet().iterator().next();
      if (looksLikeJson(only.getKey()) && "".equals(only.getValue())) {
        return tree(Json.read(only.getKey()));
      }
    }
    return tree(form);
  }

  /** JSON in one field takes the place of the delivery; the other fields go round it. */
  private Decoded tree(Object root) {
    if (root instanceof JsonObject object) {
      Keys keys = new Keys(object);
      for (Alias field : rules.jsonText()) {
        Alias.Found found = field.in(keys);
        String text = found == null ? null : found.text();
        Object inner = text == null ? null : inside(text);
        if (inner != null) {
          return new Decoded.Tree(inner, object);
        }
      }
    }
    return new Decoded.Tree(root, Map.of());
  }

  /** The object or array that a text holds; null where it holds none that says something. */
  private static @Nullable Object inside(String text) {
    if (!isJson(text)) {
      return null;
    }
    try {
      Object inner = unwrapped(text);
      boolean saysSomething =
          inner instanceof Map<?, ?> object
              ? !object.isEmpty()
              : inner instanceof List<?> list && !list.isEmpty();
      return saysSomething ? inner : null;
    } catch (Unreadable e) {
      // Words that only begin like JSON, "[IVR] enquiry": what stands round them is the record.
      return null;
    }
  }

  /** A key that stands more than once has a list; appended to, not copied: it may stand often. */
  private static Object both(Object first, Object second) {
    if (first instanceof Several several) {
      several.add(second);
      return several;
    }
    Several several = new Several();
    several.add(first);
    several.add(second);
    return several;
  }

  private static final class Several extends ArrayList<Object> {}

  private static String unescaped(String text) {
    String plain;
    try {
      plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("body is a form with a broken percent escape");
    }
    // The decoder puts U+FFFD where escapes are no UTF-8: what was written would be lost in
    // silence.
    if (plain.indexOf(REPLACEMENT) >= 0
        && text.indexOf(REPLACEMENT) < 0
        && !text.toUpperCase(Locale.ROOT).contains("%EF%BF%BD")) {
      throw new Unreadable("body is a form that is not UTF-8");
    }
    return Text.clean(plain);
  }

  private static boolean looksLikeJson(String text) {
    String stripped = text.strip();
    return stripped.startsWith("{") || stripped.startsWith("[");
  }

  /** JSON of an object or array, or a text of such JSON. */
  private static boolean isJson(String text) {
    String stripped = text.strip();
    return looksLikeJson(stripped)
        || stripped.startsWith("\"{")
        || stripped.startsWith("\"[")
        || stripped.startsWith("\"\\\"");
  }

  private static boolean looksLikeForm(String body) {
    int equals = body.indexOf('=');
    if (equals < 1) {
      return false;
    }
    for (int i = 0; i < equals; i++) {
      char c = body.charAt(i);
      if (!Character.isLetterOrDigit(c) && "_-.+%[]".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String hint(@Nullable String contentType) {
    return contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
  }

  /** UTF-8 without a byte order mark. */
  private static String text(byte[] body) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Unreadable("body is not UTF-8");
    }
  }
}
