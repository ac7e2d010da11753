package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import java.util.List;

/**
 * What came of one probe.
 *
 * @param found how it is, or why it could not be looked at
 */
record Diagnosis(Place place, String probe, Outcome outcome, String found, List<Finding> findings) {

  Diagnosis {
    findings = List.copyOf(findings);
  }

  static Diagnosis of(Place place, String probe, Judgement judgement) {
    return new Diagnosis(
        place,
        probe,
        judgement.findings().isEmpty() ? Outcome.WELL : Outcome.FINDING,
        judgement.found(),
        judgement.findings());
  }
}
