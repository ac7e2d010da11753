package dev.trunkline.store;

import org.jspecify.annotations.Nullable;

/** Any text as a column takes it: Postgres refuses NUL, and what is half of a letter. */
final class Storable {

  private static final char REPLACEMENT = '\uFFFD';

  private Storable() {}

  /** The text, without what no column takes, at most so long. */
  static String text(String text, int most) {
    StringBuilder kept = new StringBuilder(Math.min(text.length(), most));
    cut(text, most)
        .codePoints()
        .map(
            letter ->
                letter == 0 || Character.getType(letter) == Character.SURROGATE
                    ? REPLACEMENT
                    : letter)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** As {@link #text}; nothing stays nothing. */
  static @Nullable String optional(@Nullable String text, int most) {
    return text == null ? null : text(text, most);
  }

  /** The beginning of a text, not ending within a letter. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
