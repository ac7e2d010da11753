package dev.trunkline.vendors;

import java.util.Locale;
import java.util.Set;

/** What people leave where a secret should stand. */
final class Placeholder {

  private static final Set<String> WORDS =
      Set.of(
          "changeme",
          "changethis",
          "fixme",
          "insertsecret",
          "none",
          "null",
          "password",
          "placeholder",
          "replaceme",
          "replacethis",
          "secret",
          "secrethere",
          "tbd",
          "todo",
          "undefined",
          "yourapikey",
          "yoursecret",
          "yoursecrethere",
          "yourtoken");

  private Placeholder() {}

  /** Whether this is no secret but a mark that one is wanted: everybody knows it. */
  static boolean is(String value) {
    String plain = value.strip();
    if (enclosed(plain, "<", ">") || enclosed(plain, "${", "}") || enclosed(plain, "{{", "}}")) {
      return true;
    }
    String letters = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return WORDS.contains(letters)
        || (letters.length() > 2 && letters.chars().allMatch(c -> c == 'x'));
  }

  private static boolean enclosed(String value, String opening, String closing) {
    return value.startsWith(opening) && value.endsWith(closing);
  }
}
