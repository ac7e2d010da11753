package dev.trunkline.store;

/** The first hexadecimal digits of event ids. */
final class Prefix {

  /** More than any entity needs: a leaf of this depth is never split. */
  static final int LONGEST = 16;

  private static final int DIGITS = 32;

  private Prefix() {}

  /** An id's first digits. */
  static String of(String eventId, int length) {
    return digits(eventId).substring(0, length);
  }

  /** An id without its hyphens. */
  static String digits(String eventId) {
    return eventId.replace("-", "");
  }

  /** The least or greatest id that begins so. */
  static String bound(String prefix, char digit) {
    return prefix + String.valueOf(digit).repeat(DIGITS - prefix.length());
  }
}
