package dev.trunkline.gateway.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Phase;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class NightlyTest {

  private static final LocalTime AT = LocalTime.of(2, 30);
  private static final PullJob POLL =
      Jobs.poll("dialer", "convoso", "log", at("2026-03-01T10:00:00Z"), at("2026-03-01T10:00:00Z"));

  @Test
  void theDayBeforeIsComparedOnceANight() {
    assertThat(ask(List.of(POLL), "2026-03-02T02:29:59Z")).isNull();

    PullAsk ask = ask(List.of(POLL), "2026-03-02T02:30:00Z");
    assertThat(ask).isNotNull();
    assertThat(ask.ask()).isEqualTo(PullAsk.Ask.RECONCILE);
    assertThat(ask.from()).isEqualTo(at("2026-03-01T00:00:00Z"));
    assertThat(ask.to()).isEqualTo(at("2026-03-02T00:00:00Z"));

    PullJob begun = Jobs.asked(ask, "convoso", "log", at("2026-03-02T02:30:00Z"));
    assertThat(ask(List.of(POLL, begun), "2026-03-02T02:31:00Z")).isNull();
    PullJob ended = Jobs.ended(begun, Phase.DONE, null, at("2026-03-02T02:35:00Z"));
    assertThat(ask(List.of(POLL, ended), "2026-03-03T02:29:00Z")).isNull();
    assertThat(ask(List.of(POLL, ended), "2026-03-03T02:30:00Z")).isNotNull();
  }

  @Test
  void aNightThatWasSleptThroughIsMadeUpFor() {
    assertThat(ask(List.of(POLL), "2026-03-02T17:00:00Z")).isNotNull();
  }

  @Test
  void anotherHistorysNightIsItsOwn() {
    PullAsk ask = ask(List.of(POLL), "2026-03-02T02:30:00Z");
    PullJob other = Jobs.asked(ask, "convoso", "recordings", at("2026-03-02T02:30:00Z"));

    assertThat(ask(List.of(POLL, other), "2026-03-02T02:31:00Z")).isNotNull();
  }

  private static PullAsk ask(List<PullJob> jobs, String now) {
    return Nightly.ask(POLL, jobs, AT, at(now));
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
