package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import java.util.List;

/**
 * What a probe makes of the facts.
 *
 * @param found how it is, in a few words; never holds a secret
 * @param findings what is wrong with it, why that matters and what cures it; empty if all is well
 */
record Judgement(String found, List<Finding> findings) {

  Judgement {
    findings = List.copyOf(findings);
  }

  static Judgement well(String found) {
    return new Judgement(found, List.of());
  }

  /** With one finding if it is ill. */
  static Judgement of(String found, boolean ill, String what, String why, String cure) {
    return ill ? new Judgement(found, List.of(new Finding(what, why, cure))) : well(found);
  }
}
