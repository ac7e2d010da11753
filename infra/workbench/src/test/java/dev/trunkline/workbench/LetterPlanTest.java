package dev.trunkline.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.store.Cause;
import dev.trunkline.store.Letter;
import dev.trunkline.store.LetterPlace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterPlanTest {

  private static final String DELIVERY = "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f";

  @ParameterizedTest
  @CsvSource({
    "normalizer,raw.onecom.v1-0@1,REPLAY",
    "normalizer,,REPLAY",
    "writer,calls.v1-0@1,WRITE",
    "writer,recordings.v1-5@12,WRITE",
    "writer,fates.v1-0@1,WRITE",
    "writer,reconciled.v1-0@1,WRITE",
    "writer,raw.onecom.v1-0@1,ARCHIVE",
    "writer,raw.replay.v1-0@1,NONE",
    "writer,recordings.wanted.v1-0@1,NONE",
    "writer,,NONE",
    "recordings,recordings.wanted.v1-0@1,PUT_BACK",
    "recordings,recordings.retry.2m.v1-0@1,NONE",
    "recordings,calls.v1-0@1,NONE",
    "recordings,raw.onecom.v1-0@1,NONE",
    "gateway,calls.v1-0@1,NONE",
  })
  void aLetterGoesOnlyWhereOneOfItsStageComesFrom(
      String stage, @Nullable String origin, LetterWay way) {
    assertThat(LetterWay.of(letter(stage, origin == null ? "" : origin, 1, null))).isEqualTo(way);
  }

  @Test
  void whatWasTriedFiveTimesIsLeftUnlessForced() {
    List<Letter> letters =
        List.of(
            letter("normalizer", "", 4, null),
            letter("normalizer", "", 5, null),
            letter("recordings", "recordings.wanted.v1-0@1", 9, null),
            letter("recordings", "calls.v1-0@1", 9, null));

    assertThat(LetterPlan.of(letters, false).all()).containsExactly(letters.getFirst());
    assertThat(LetterPlan.of(letters, false).left())
        .containsEntry(LetterPlan.TIRED, 2L)
        .containsEntry(LetterPlan.NO_WAY, 1L);
    assertThat(LetterPlan.of(letters, true).all()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "resolved,1,1,0,0,0",
    "superseded,1,0,1,0,1",
    "discarded,1,0,1,0,1",
    ",2,0,1,0,1",
    ",1,0,0,1,5",
  })
  void whatBecameOfALetterIsSeenByHowItStands(
      @Nullable String closed, int attempts, int resolved, int diedAgain, int unsettled, int exit) {
    Letter before = letter("normalizer", "", 1, null);

    LetterOutcome outcome =
        LetterOutcome.of(List.of(before), List.of(letter("normalizer", "", attempts, closed)));

    assertThat(outcome).isEqualTo(new LetterOutcome(resolved, diedAgain, unsettled));
    assertThat(outcome.exitCode()).isEqualTo(exit);
  }

  private static Letter letter(String stage, String origin, int attempts, @Nullable String closed) {
    return new Letter(
        new LetterPlace(stage, 0, 1),
        Instant.EPOCH,
        "3fa94c1e",
        new Cause(stage, "body is empty", null),
        "body is empty",
        origin,
        null,
        null,
        stage.equals("normalizer") ? DELIVERY : null,
        0,
        null,
        null,
        null,
        attempts,
        null,
        null,
        3,
        closed,
        null,
        null,
        null);
  }
}
