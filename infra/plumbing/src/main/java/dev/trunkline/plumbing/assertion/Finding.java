package dev.trunkline.plumbing.assertion;

/**
 * Something that a promise cannot rest on. Never holds a secret.
 *
 * @param what what is, and what it should be: {@code topic calls.v1 has retention.ms=1000, not …}
 * @param why what would go wrong
 * @param cure what to do, as far as possible a command
 */
public record Finding(String what, String why, String cure) {

  /** One line for people. */
  public String line() {
    return "%s: %s; mend it with: %s".formatted(what, why, cure);
  }
}
