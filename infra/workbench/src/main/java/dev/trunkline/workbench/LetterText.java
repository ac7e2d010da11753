package dev.trunkline.workbench;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A letter's bytes for the eye. What a vendor sent has no fields of ours to mask by name. */
final class LetterText {

  /**
   * What says how a text is built, and nothing about anybody: JSON's keys and words, a form's keys.
   */
  private static final Pattern BUILD =
      Pattern.compile(
          "\"[A-Za-z_][A-Za-z_. -]{0,60}[0-9]{0,3}\"(?=\\s*:)"
              + "|\\b(?:true|false|null)\\b"
              + "|(?<=^|[&?])[A-Za-z_][A-Za-z_.\\[\\]-]{0,60}[0-9]{0,3}(?==)");

  private LetterText() {}

  /** The bytes as text; empty where they are none. */
  static Optional<String> of(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The first of these bytes, not ending within a letter. */
  static byte[] first(byte[] bytes, int most) {
    if (bytes.length <= most) {
      return bytes;
    }
    int end = most;
    while (end > most - 4 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  /** The text's shape: every letter is x, every digit 9; keys and punctuation are as sent. */
  static String masked(String text) {
    Matcher build = BUILD.matcher(text);
    StringBuilder masked = new StringBuilder(text.length());
    int done = 0;
    while (build.find()) {
      shape(text, done, build.start(), masked);
      masked.append(build.group());
      done = build.end();
    }
    shape(text, done, text.length(), masked);
    return masked.toString();
  }

  /** A text that does nothing to a terminal. */
  static String harmless(String text) {
    StringBuilder harmless = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                harmless.append("\\u%04x".formatted(c));
              } else {
                harmless.append((char) c);
              }
            });
    return harmless.toString();
  }

  /** Bytes that are no text. */
  static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  private static void shape(String text, int from, int to, StringBuilder masked) {
    for (int i = from; i < to; ) {
      int letter = text.codePointAt(i);
      i += Character.charCount(letter);
      if (Character.isUpperCase(letter)) {
        masked.append('X');
      } else if (Character.isLetter(letter)) {
        masked.append('x');
      } else if (Character.isDigit(letter)) {
        masked.append('9');
      } else {
        // Marks, symbols and pictures beyond ASCII may belong to a name or a message.
        masked.append(letter < 0x80 || Character.isWhitespace(letter) ? (char) letter : '·');
      }
    }
  }
}
