package dev.trunkline.testbed;

import java.util.List;
import java.util.stream.Collectors;

/** Turns what was found wrong into a failure a person can read. */
final class Violations {

  private static final int SHOWN = 20;

  private Violations() {}

  static void none(String promise, List<String> violations) {
    if (!violations.isEmpty()) {
      throw new AssertionError(
          violations.stream()
              .limit(SHOWN)
              .collect(
                  Collectors.joining(
                      "\n  ",
                      "%s: %d violation(s)\n  ".formatted(promise, violations.size()),
                      "")));
    }
  }
}
