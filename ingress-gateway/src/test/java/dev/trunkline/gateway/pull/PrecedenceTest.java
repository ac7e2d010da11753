package dev.trunkline.gateway.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pulls that are all due, all the time. */
class PrecedenceTest {

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final PullJob LOG = Jobs.poll("dialer", "convoso", "log", NOON, NOON);
  private static final PullJob RECORDINGS =
      Jobs.poll("dialer", "convoso", "recordings", NOON, NOON.plusSeconds(1));
  private static final PullJob ELDER = fetch("elder", NOON.plusSeconds(2));
  private static final PullJob YOUNGER = fetch("younger", NOON.plusSeconds(3));

  private final Precedence precedence = new Precedence();

  @Test
  void pollsAndJobsTakeTurnsAndNoPollIsPassedOver() {
    assertThat(begun(5, List.of(YOUNGER, ELDER, RECORDINGS, LOG)))
        .containsExactly(LOG, ELDER, RECORDINGS, ELDER, LOG);
  }

  @Test
  void whereThereIsNoOtherAPollGoesOn() {
    assertThat(begun(3, List.of(LOG))).containsExactly(LOG, LOG, LOG);
    assertThat(begun(2, List.of(YOUNGER, ELDER))).containsExactly(ELDER, ELDER);
  }

  private List<PullJob> begun(int steps, List<PullJob> due) {
    List<PullJob> begun = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      PullJob first = due.stream().min(precedence.of("dialer")).orElseThrow();
      precedence.begins(first);
      begun.add(first);
    }
    return begun;
  }

  private static PullJob fetch(String id, Instant askedAt) {
    PullAsk ask =
        new PullAsk(
            PullAsk.Ask.FETCH,
            "dialer",
            id,
            "log",
            NOON.minusSeconds(60),
            NOON,
            null,
            askedAt,
            "test",
            null);
    return Jobs.asked(ask, "convoso", "log", NOON);
  }
}
