package dev.trunkline.vendors;

import dev.trunkline.vendors.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a mapping, as JSONata's own tokenizer cuts them: its syntax tree cannot be looked
 * at, so names are linted by their tokens.
 */
final class Tokens {

  private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
  private static final List<String> DOUBLE =
      List.of("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??");

  private final String file;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokens(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * The tokens of a mapping, the last one {@link Kind#END}.
   *
   * @throws Refused where a text, a comment or a quoted name does not end
   */
  static List<Token> of(String file, String text) {
    Tokens reader = new Tokens(file, text);
    while (reader.at < text.length()) {
      reader.next();
    }
    reader.add(Kind.END, "", text.length());
    return reader.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    int start = at;
    if (" \t\n\r".indexOf(c) >= 0) {
      at++;
    } else if (text.startsWith("/*", at)) {
      at = end("*/", start + 2) + 2;
    } else if (c == '"' || c == '\'') {
      string(c);
    } else if (c == '`') {
      int end = end("`", start + 1);
      at = end + 1;
      add(Kind.NAME, text.substring(start + 1, end), start);
    } else if (c == '/' && beginsValue()) {
      at = end("/", start + 1) + 1;
      add(Kind.REGEX, text.substring(start, at), start);
    } else if (OPERATORS.indexOf(c) >= 0) {
      String two = text.substring(at, Math.min(at + 2, text.length()));
      String operator = DOUBLE.contains(two) ? two : String.valueOf(c);
      at += operator.length();
      add(Kind.OPERATOR, operator, start);
    } else if (c >= '0' && c <= '9') {
      while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || decimalPoint())) {
        at++;
      }
      add(Kind.NUMBER, text.substring(start, at), start);
    } else {
      word();
    }
  }

  private boolean decimalPoint() {
    return text.charAt(at) == '.'
        && at + 1 < text.length()
        && Character.isDigit(text.charAt(at + 1));
  }

  private void word() {
    int start = at;
    while (at < text.length()
        && " \t\n\r".indexOf(text.charAt(at)) < 0
        && OPERATORS.indexOf(text.charAt(at)) < 0
        && "\"'`".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    switch (word) {
      case "and", "or", "in" -> add(Kind.OPERATOR, word, start);
      default ->
          add(
              word.startsWith("$") ? Kind.VARIABLE : Kind.NAME,
              word.startsWith("$") ? word.substring(1) : word,
              start);
    }
  }

  private void string(char quote) {
    int start = at++;
    StringBuilder string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\') {
        at++;
      }
      if (at < text.length()) {
        string.append(text.charAt(at++));
      }
    }
    if (at >= text.length()) {
      throw new Refused(file + Place.of(text, start) + ": the text does not end");
    }
    at++;
    add(Kind.STRING, string.toString(), start);
  }

  private int end(String mark, int from) {
    int end = text.indexOf(mark, from);
    if (end < 0) {
      throw new Refused(file + Place.of(text, at) + ": " + mark + " is missing");
    }
    return end;
  }

  /** Whether a value may begin here, so that a slash begins a regular expression. */
  private boolean beginsValue() {
    if (tokens.isEmpty()) {
      return true;
    }
    Token last = tokens.get(tokens.size() - 1);
    return last.kind() == Kind.OPERATOR && !last.is(")") && !last.is("]") && !last.is("}");
  }

  private void add(Kind kind, String word, int offset) {
    tokens.add(new Token(kind, word, offset));
  }
}
