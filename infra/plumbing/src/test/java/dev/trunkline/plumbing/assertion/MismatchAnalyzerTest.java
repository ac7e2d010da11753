package dev.trunkline.plumbing.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class MismatchAnalyzerTest {

  @Test
  void springTellsWhatWhyAndTheCureOfEachFinding() {
    // given: as Spring finds it; others need what is not here
    FailureAnalyzer analyzer =
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, (type, name, failure) -> {})
            .stream()
            .filter(MismatchAnalyzer.class::isInstance)
            .findFirst()
            .orElseThrow();
    Mismatch mismatch =
        new Mismatch(
            List.of(
                new Finding("one is 1, not 2", "it would break", "set one=2"),
                new Finding("other is off", "it would stop", "turn it on")));

    // when
    FailureAnalysis analysis = analyzer.analyze(new BeanCreationException("asserted", mismatch));

    // then
    assertThat(analysis.getDescription())
        .isEqualTo(
            "It refuses to run on these servers:\n"
                + "  1. one is 1, not 2: it would break\n"
                + "  2. other is off: it would stop");
    assertThat(analysis.getAction())
        .isEqualTo("Mend what was found, then start again:\n  1. set one=2\n  2. turn it on");
  }

  @Test
  void otherFailuresAreNotItsOwn() {
    assertThat(new MismatchAnalyzer().analyze(new IllegalStateException("else"))).isNull();
  }
}
