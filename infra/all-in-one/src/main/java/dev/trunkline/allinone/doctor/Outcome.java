package dev.trunkline.allinone.doctor;

import java.util.Locale;

/** What came of a probe. */
enum Outcome {
  WELL("ok"),
  FINDING("!"),
  /** What was named does not answer. */
  UNREACHABLE("?"),
  /** There was nothing to look at. */
  LEFT_OUT("-");

  private final String mark;

  Outcome(String mark) {
    this.mark = mark;
  }

  /** For people. */
  String mark() {
    return mark;
  }

  /** For programs. */
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
