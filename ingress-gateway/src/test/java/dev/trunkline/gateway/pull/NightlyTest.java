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
  void aNightThatFailedIsTriedAgainEachTimeLaterAndACancelledOneIsNot() {
    PullAsk ask = ask(List.of(POLL), "2026-03-02T02:30:00Z");
    PullJob first = failed(ask, "2026-03-02T02:40:00Z");
    PullJob second = failed(ask, "2026-03-02T03:20:00Z");

    assertThat(ask(List.of(POLL, first), "2026-03-02T03:09:59Z")).isNull();
    assertThat(ask(List.of(POLL, first), "2026-03-02T03:10:00Z"))
        .returns(at("2026-03-01T00:00:00Z"), PullAsk::from);
    assertThat(ask(List.of(POLL, first, second), "2026-03-02T04:19:59Z")).isNull();
    assertThat(ask(List.of(POLL, first, second), "2026-03-02T04:20:00Z")).isNotNull();
    PullJob cancelled = Jobs.ended(first, Phase.CANCELLED, null, at("2026-03-02T02:50:00Z"));
    assertThat(ask(List.of(POLL, cancelled), "2026-03-02T23:00:00Z")).isNull();
    PullJob running = Jobs.asked(ask, "convoso", "log", at("2026-03-02T03:10:00Z"));
    assertThat(ask(List.of(POLL, first, running), "2026-03-02T23:00:00Z")).isNull();
  }

  private static PullJob failed(PullAsk ask, String when) {
    PullJob begun = Jobs.asked(ask, "convoso", "log", at("2026-03-02T02:30:00Z"));
    return Jobs.ended(begun, Phase.FAILED, "the vendor's API answered 500", at(when));
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
