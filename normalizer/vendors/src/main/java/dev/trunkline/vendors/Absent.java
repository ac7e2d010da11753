package dev.trunkline.vendors;

import java.util.Locale;
import java.util.Set;

/** The many ways in which vendors write "nothing". */
final class Absent {

  private static final Set<String> ANYWHERE =
      Set.of("", "none", "null", "---", "_undef_", "(null)", "<null>");

  /** Words that mean nothing where a phone, a time or a number stands, and only there. */
  private static final Set<String> WHERE_TYPED =
      Set.of("na", "n/a", "-", "--", "undefined", "nil", "nan");

  /** Words that mean that there is no id: everything that had such a one would be one thing. */
  private static final Set<String> NO_ID = Set.of("0", "-1", "false", "[object object]");

  private static final int LONGEST = 64;

  private Absent() {}

  /** Whether a text means nothing, wherever it stands. */
  static boolean isAbsent(String text) {
    if (text.length() > LONGEST) {
      return text.isBlank();
    }
    String stripped = text.strip();
    if (stripped.length() <= 7 && ANYWHERE.contains(stripped.toLowerCase(Locale.ROOT))) {
      return true;
    }
    return isZeroDate(stripped) || isPlaceholder(stripped);
  }

  /** Whether a text means nothing where a phone, a time or a number should stand. */
  static boolean isAbsentTyped(String text) {
    return isAbsent(text)
        || (text.length() < 16 && WHERE_TYPED.contains(text.strip().toLowerCase(Locale.ROOT)));
  }

  /** Whether a text means that there is no id. */
  static boolean isAbsentId(String text) {
    return isAbsentTyped(text)
        || (text.length() < 20 && NO_ID.contains(text.strip().toLowerCase(Locale.ROOT)));
  }

  /**
   * A template that was never filled in: {@code {CALL_ID}}, <code>${id}</code>, {@code %id%}, and
   * VICIdial's {@code --A--call_id--B--}.
   */
  static boolean isPlaceholder(String text) {
    String stripped = text.strip();
    int length = stripped.length();
    if (length < 3 || length > LONGEST) {
      return false;
    }
    char first = stripped.charAt(0);
    char last = stripped.charAt(length - 1);
    boolean braces = last == '}' && (first == '{' || (first == '$' && stripped.charAt(1) == '{'));
    return (braces && stripped.indexOf('"') < 0 && stripped.indexOf(':') < 0)
        || (first == '%' && last == '%' && stripped.indexOf(' ') < 0)
        || (stripped.startsWith("--A--") && stripped.endsWith("--B--"));
  }

  private static boolean isZeroDate(String text) {
    return text.startsWith("0000-00-00") || text.startsWith("0000/00/00");
  }
}
