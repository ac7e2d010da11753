package dev.trunkline.allinone.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * A place, how it is looked at, and what is asked of it.
 *
 * @param <F> what is known of the place
 */
record Examination<F>(Place place, Look<F> look, List<Probe<F>> probes) {

  /** The edge: gathers facts and changes nothing. */
  @FunctionalInterface
  interface Look<F> {

    F facts() throws Unreachable;
  }

  /** Looks once and judges all; where nothing answers, that is the one thing that is said. */
  List<Diagnosis> diagnoses() {
    F facts;
    try {
      facts = look.facts();
    } catch (Unreachable e) {
      return List.of(
          new Diagnosis(
              place, "reachable", Outcome.UNREACHABLE, e.finding().what(), List.of(e.finding())));
    }
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (Probe<F> probe : probes) {
      diagnoses.add(Diagnosis.of(place, probe.name(), probe.judge().apply(facts)));
    }
    return diagnoses;
  }
}
