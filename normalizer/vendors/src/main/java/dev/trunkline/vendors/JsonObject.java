package dev.trunkline.vendors;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A decoded object, which remembers the text it was read from. Values are never null. */
final class JsonObject extends LinkedHashMap<String, Object> {

  private final @Nullable String text;
  private final int start;
  private int end;
  private @Nullable String twice;

  /** An object that was read from no JSON: a form, a CSV row. */
  JsonObject() {
    this(null, 0);
  }

  /** An object whose opening brace stands at {@code start} of a text. */
  JsonObject(@Nullable String text, int start) {
    this.text = text;
    this.start = start;
  }

  /** Says where the object ends, behind its closing brace. */
  void endsAt(int end) {
    this.end = end;
  }

  /** Says that a key stands in it more than once. */
  void hasTwice(String key) {
    twice = twice == null ? key : twice;
  }

  /** A key of its own that stands in it more than once, and so has no one meaning; or null. */
  @Nullable String twice() {
    return twice;
  }

  /** The very text it was read from; null if it was read from no JSON. */
  @Nullable String slice() {
    return text == null ? null : text.substring(start, end);
  }
}
