package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;

/** A place that does not answer. */
final class Unreachable extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  Unreachable(String what, String why, String cure) {
    super(what);
    this.finding = new Finding(what, why, cure);
  }

  Finding finding() {
    return finding;
  }
}
