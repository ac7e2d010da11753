package dev.trunkline.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.RecordingRequest.Ask;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private final Job job =
      new Job(
          Given.request(Ask.WANTED, "1"),
          Job.Phase.TRYING,
          3,
          1,
          null,
          Given.END,
          List.of(),
          null,
          null,
          Given.END);

  @Test
  void anAttemptThatBreaksIsOverAsWell() {
    try (Attempts attempts =
        new Attempts(
            tried -> {
              throw new NoClassDefFoundError("a/part/of/ours");
            },
            1)) {
      // when
      attempts.begin(0, job);

      // then
      await().until(attempts::hasDone);
      assertThat(attempts.take(1).getFirst().tried().troubles())
          .singleElement()
          .satisfies(trouble -> assertThat(trouble.cause()).isEqualTo(Cause.HELD_BACK))
          .satisfies(
              trouble ->
                  assertThat(trouble.reason())
                      .contains("NoClassDefFoundError")
                      .doesNotContain("ours"));
    }
  }
}
