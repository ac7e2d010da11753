package dev.trunkline.store;

/**
 * Numbers that are short to write and huge to unfold: {@code jsonb} writes out every digit that
 * 1e131071 stands for, whenever an event is read. No field of ours holds such a number, so an event
 * with one is none of ours.
 */
final class Exponents {

  private static final int MOST = 30;

  private Exponents() {}

  /**
   * Looks at the numbers of a JSON text.
   *
   * @throws ArithmeticException if one has an exponent beyond 30
   */
  static void require(String json) {
    boolean text = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (text) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          text = false;
        }
      } else if (c == '"') {
        text = true;
      } else if ((c == 'e' || c == 'E') && i > 0 && isDigit(json.charAt(i - 1))) {
        require(json, i + 1);
      }
    }
  }

  private static void require(String json, int from) {
    int exponent = 0;
    for (int i = from; i < json.length(); i++) {
      char c = json.charAt(i);
      if (isDigit(c)) {
        exponent = 10 * exponent + (c - '0');
        if (exponent > MOST) {
          throw new ArithmeticException("a number's exponent is beyond " + MOST);
        }
      } else if (i > from || (c != '+' && c != '-')) {
        return;
      }
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
