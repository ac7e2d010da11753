package dev.trunkline.allinone.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.workbench.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people and the shell are told. */
class ReportTest {

  private static final Finding FINDING = new Finding("it is so", "that is bad", "do this");
  private static final Examination<String> WELL =
      new Examination<>(
          Place.MACHINE,
          () -> "facts",
          List.of(new Probe<>("jdk", facts -> Judgement.well(facts))));
  private static final Examination<String> ILL =
      new Examination<>(
          Place.KAFKA,
          () -> "facts",
          List.of(
              new Probe<>(
                  "topics", facts -> new Judgement(facts, Collections.nCopies(12, FINDING)))));
  private static final Examination<String> AWAY =
      new Examination<>(
          Place.POSTGRES,
          () -> {
            throw new Unreachable("no answer", "rows wait", "look there");
          },
          List.of(new Probe<>("version", facts -> Judgement.well(facts))));

  @Test
  void theWorstOfItIsTheExitCode() throws Exception {
    assertThat(Report.of(List.of(WELL)).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(Report.of(List.of(WELL, ILL)).exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(Report.of(List.of(WELL, ILL, AWAY)).exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void whatDoesNotAnswerIsSaidOnceAndNotForEachProbe() throws Exception {
    assertThat(Report.of(List.of(AWAY)).diagnoses())
        .singleElement()
        .isEqualTo(
            new Diagnosis(
                Place.POSTGRES,
                "reachable",
                Outcome.UNREACHABLE,
                "no answer",
                List.of(new Finding("no answer", "rows wait", "look there"))));
  }

  @Test
  void peopleSeeWhatWhyAndWhatToTry() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Report.of(List.of(WELL, ILL)).print(new PrintStream(out, true, UTF_8));

    assertThat(out.toString(UTF_8).lines().toList())
        .startsWith(
            "ok machine   jdk                facts",
            "!  kafka     topics             facts",
            "     it is so",
            "       why  that is bad",
            "       try  do this")
        .endsWith("     and 2 more; --json has all", "", "probes: 2; 12 to look at");
  }
}
