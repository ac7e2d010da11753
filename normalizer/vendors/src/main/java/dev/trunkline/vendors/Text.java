package dev.trunkline.vendors;

import java.util.Locale;

/** What every text goes through. */
final class Text {

  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /**
   * The text with U+0000 and lone surrogates replaced by U+FFFD: Postgres and UTF-8 can hold
   * neither.
   */
  static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return cleaned(text);
      }
      if (Character.isSurrogate(c)) {
        if (!pairAt(text, i)) {
          return cleaned(text);
        }
        i++;
      }
    }
    return text;
  }

  /** A key as it is compared: lower case, without {@code _}, {@code -} and blanks. */
  static String plainKey(String key) {
    return plain(key, "_- ");
  }

  /** A vendor's word as it is compared: lower case, without blanks and {@code _ + - [ ]}. */
  static String plainWord(String word) {
    return plain(word, "_-+[] \t\n\r");
  }

  /** At most so many characters of a text, never half of a pair. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }

  private static String plain(String text, String without) {
    int length = text.length();
    boolean same = true;
    for (int i = 0; i < length && same; i++) {
      char c = text.charAt(i);
      same = c < 128 && !(c >= 'A' && c <= 'Z') && without.indexOf(c) < 0;
    }
    if (same) {
      return text;
    }
    StringBuilder plain = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (without.indexOf(c) < 0) {
        plain.append(c);
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      if (c == 0) {
        clean.setCharAt(i, REPLACEMENT);
      } else if (Character.isSurrogate(c)) {
        if (pairAt(clean, i)) {
          i++;
        } else {
          clean.setCharAt(i, REPLACEMENT);
        }
      }
    }
    return clean.toString();
  }

  private static boolean pairAt(CharSequence text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }
}
