package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.plumbing.assertion.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all probes of a place make of facts: only what is ill, by the probe's name. */
final class Judged {

  private Judged() {}

  static <F> Map<String, List<Finding>> by(List<Probe<F>> probes, F facts) {
    Map<String, List<Finding>> ill = new LinkedHashMap<>();
    for (Probe<F> probe : probes) {
      Judgement judgement = probe.judge().apply(facts);
      assertThat(judgement.found()).as(probe.name()).isNotBlank();
      for (Finding finding : judgement.findings()) {
        assertThat(List.of(finding.what(), finding.why(), finding.cure()))
            .as(probe.name())
            .noneMatch(String::isBlank);
      }
      if (!judgement.findings().isEmpty()) {
        ill.put(probe.name(), judgement.findings());
      }
    }
    return ill;
  }

  /** That one probe finds this, and no other finds anything. */
  static <F> void onlyFinds(List<Probe<F>> probes, F facts, String probe, String what) {
    Map<String, List<Finding>> ill = by(probes, facts);
    assertThat(ill).containsOnlyKeys(probe);
    assertThat(ill.get(probe)).singleElement().extracting(Finding::what).asString().contains(what);
  }
}
