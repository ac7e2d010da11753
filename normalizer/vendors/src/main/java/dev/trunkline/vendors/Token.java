package dev.trunkline.vendors;

/**
 * A token of a mapping.
 *
 * @param text without quotes and the {@code $} of a variable
 * @param offset in the mapping
 */
record Token(Kind kind, String text, int offset) {

  /** What a token is. */
  enum Kind {
    NAME,
    VARIABLE,
    STRING,
    NUMBER,
    REGEX,
    OPERATOR,
    END
  }

  /** Whether it is this operator. */
  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }
}
