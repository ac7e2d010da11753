package dev.trunkline.vendors;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers and lengths of time as vendors write them. */
final class Numbers {

  private static final int LONGEST = 40;

  private Numbers() {}

  /**
   * Whole seconds of {@code 7}, {@code 8.4}, {@code 00:00:39} or {@code 1:05}, halves rounded up;
   * null where the text is none of these or negative.
   */
  static @Nullable Long seconds(String text) {
    String stripped = text.strip();
    if (stripped.indexOf(':') > 0) {
      return clock(stripped);
    }
    Long whole = whole(stripped);
    return whole == null || whole < 0 ? null : whole;
  }

  /** The whole number nearest to a text, halves rounded up; null where it is no number. */
  static @Nullable Long whole(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST) {
      return null;
    }
    if (isDigits(stripped)) {
      return stripped.length() > 18 ? null : (Long) Long.parseLong(stripped);
    }
    try {
      BigDecimal number = new BigDecimal(stripped);
      // 1e999999999 is short to write and huge to unfold.
      if (Math.abs((long) number.precision() - number.scale()) > 18) {
        return null;
      }
      return number.setScale(0, RoundingMode.HALF_UP).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  /** Whether a text is ASCII digits only, at least one. */
  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static @Nullable Long clock(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length > 3) {
      return null;
    }
    long seconds = 0;
    for (String part : parts) {
      Long value = part.length() > 9 || part.startsWith("-") ? null : whole(part);
      if (value == null || value < 0) {
        return null;
      }
      seconds = seconds * 60 + value;
    }
    return seconds;
  }
}
