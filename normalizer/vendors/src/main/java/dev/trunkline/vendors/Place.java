package dev.trunkline.vendors;

/** Where something stands in a text, for messages. */
final class Place {

  private Place() {}

  /** {@code :line:column} of an offset, from 1; empty where the offset is unknown. */
  static String of(String text, int offset) {
    if (offset < 0) {
      return "";
    }
    int end = Math.min(offset, text.length());
    int line = 1;
    int start = 0;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return ":" + line + ":" + (end - start + 1);
  }
}
