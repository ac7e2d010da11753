package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds secrets inside bodies, and where they stand, so that they can be judged and then masked in
 * place: in a JSON text, in a field of a form, and in a JSON text within a field of a form. Pure.
 */
public final class BodyTokens {

  private static final JsonFactory JSON = new JsonFactory();

  private BodyTokens() {}

  /**
   * One value that was found.
   *
   * @param value without escapes
   * @param from first byte in the body
   * @param to the byte after its last
   */
  public record Found(String value, int from, int to) {

    /** As record headers say it, both ends included: {@code 12-31}. */
    public String range() {
      return from + "-" + (to - 1);
    }
  }

  /**
   * What was found.
   *
   * @param values in the body's order
   * @param whole whether the body could be read to its end; if not there may be more
   */
  public record Search(List<Found> values, boolean whole) {}

  /**
   * Looks for the values at a path, every one of them: keys may be repeated.
   *
   * @param path keys, at least one; of a form the first is its field
   */
  public static Search find(List<String> path, byte[] body) {
    if (body.length == 0) {
      return new Search(List.of(), true);
    }
    return looksLikeJson(body) ? json(path, body, null) : form(path, body);
  }

  /** The body with each of these overwritten by {@code *}; itself where there are none. */
  public static byte[] masked(byte[] body, List<Found> values) {
    if (values.isEmpty()) {
      return body;
    }
    byte[] masked = body.clone();
    values.forEach(found -> Arrays.fill(masked, found.from(), found.to(), (byte) '*'));
    return masked;
  }

  private static boolean looksLikeJson(byte[] body) {
    for (byte b : body) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{' || b == '[' || b == '"' || b < 0 || b == 0;
      }
    }
    return true;
  }

  /**
   * Of a JSON text.
   *
   * @param at where each of its bytes stands in the body; null: where it stands in the text
   */
  private static Search json(List<String> path, byte[] text, int @Nullable [] at) {
    List<Found> values = new ArrayList<>();
    if (text.length > 1 && (text[0] == 0 || text[1] == 0 || text[0] == (byte) 0xFE)) {
      return new Search(values, false); // UTF-16 or UTF-32: no vendor writes it
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() && isAt(path, parser.streamReadContext())) {
          values.add(found(parser, token, at));
        }
      }
      return new Search(values, true);
    } catch (JacksonException e) {
      return new Search(values, false);
    }
  }

  private static boolean isAt(List<String> path, TokenStreamContext context) {
    TokenStreamContext object = context;
    for (String key : path.reversed()) {
      if (!object.inObject() || !key.equals(object.currentName())) {
        return false;
      }
      object = object.getParent();
    }
    return object.inRoot();
  }

  private static Found found(JsonParser parser, JsonToken token, int @Nullable [] at) {
    String value = parser.getString(); // reads it to its end
    int from = (int) parser.currentTokenLocation().getByteOffset();
    int to = (int) parser.currentLocation().getByteOffset();
    if (token == JsonToken.VALUE_STRING) {
      from++;
      to--;
    }
    return at == null ? new Found(value, from, to) : new Found(value, at[from], at[to]);
  }

  private static Search form(List<String> path, byte[] body) {
    List<Found> values = new ArrayList<>();
    boolean whole = true;
    int begin = 0;
    while (begin <= body.length) {
      int end = indexOf(body, '&', begin, body.length);
      int equals = indexOf(body, '=', begin, end);
      if (equals < end && Unescaped.of(body, begin, equals).text().equals(path.getFirst())) {
        Unescaped value = Unescaped.of(body, equals + 1, end);
        if (path.size() == 1) {
          values.add(new Found(value.text(), equals + 1, end));
        } else {
          Search inside = json(path.subList(1, path.size()), value.bytes(), value.at());
          values.addAll(inside.values());
          whole &= inside.whole();
        }
      }
      begin = end + 1;
    }
    return new Search(values, whole);
  }

  private static int indexOf(byte[] bytes, char sought, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == sought) {
        return i;
      }
    }
    return to;
  }

  /**
   * A form's text without its escapes.
   *
   * @param at where each byte stood, and behind the last where the text ended
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Unescaped(byte[] bytes, int[] at) {

    static Unescaped of(byte[] body, int from, int to) {
      byte[] bytes = new byte[to - from];
      int[] at = new int[to - from + 1];
      int length = 0;
      for (int i = from; i < to; length++) {
        at[length] = i;
        int escaped = body[i] == '%' && i + 2 < to ? hex(body[i + 1], body[i + 2]) : -1;
        bytes[length] = escaped >= 0 ? (byte) escaped : body[i] == '+' ? (byte) ' ' : body[i];
        i += escaped >= 0 ? 3 : 1;
      }
      at[length] = to;
      return new Unescaped(Arrays.copyOf(bytes, length), Arrays.copyOf(at, length + 1));
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int hex(byte high, byte low) {
      int one = Character.digit(high, 16);
      int other = Character.digit(low, 16);
      return one < 0 || other < 0 ? -1 : one * 16 + other;
    }
  }
}
