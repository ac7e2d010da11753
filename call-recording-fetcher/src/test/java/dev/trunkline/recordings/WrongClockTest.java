package dev.trunkline.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.testbed.WithBackbone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A clock that was days ahead for a while, and is right again. */
@WithBackbone
class WrongClockTest {

  /** Enough that every partition has some. */
  private static final int CALLS = 40;

  private static final Duration AHEAD = Duration.ofDays(3);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final SteppingClock clock = new SteppingClock(Given.END);
  private final Map<String, Instant> attempted = new ConcurrentHashMap<>();

  @Test
  void timersOfAWrongClockHoldUpNoOthers(Backbone backbone) {
    try (Members members = new Members(backbone, clock, call -> Given.policy(false))) {
      // given: timers that are not due for three days, at the head of every partition
      clock.to(Given.END.plus(AHEAD));
      ask(members, "ahead");
      Members.Member wrong = members.start(this::attempt);
      await().until(() -> attempted.size() == CALLS);
      await().until(() -> members.running().getFirst().loop.quietUntil() != null);
      wrong.stop();

      // when
      clock.to(Given.END.plusSeconds(1));
      ask(members, "right");
      members.start(this::attempt);
      await().until(() -> members.told().size() >= 3 * CALLS);
      Instant latest = Given.END.plus(Duration.ofMinutes(4));
      while (attempted.size() < 2 * CALLS && clock.instant().isBefore(latest)) {
        await().until(() -> members.running().getFirst().loop.quietUntil() != null);
        clock.to(clock.instant().plus(STEP));
      }

      // then
      assertThat(attempted).hasSize(2 * CALLS);
      attempted.forEach(
          (call, at) ->
              assertThat(at).as(call).isAfterOrEqualTo(Given.END.plus(Duration.ofMinutes(2))));
    }
  }

  private void ask(Members members, String clock) {
    for (int i = 0; i < CALLS; i++) {
      members.ask(Given.request(Ask.WANTED, clock + i));
    }
  }

  private Signal.Tried attempt(Job job) {
    attempted.putIfAbsent(job.callId(), clock.instant());
    Trouble none = new Trouble(0, Cause.NOT_YET, "the vendor has no recording yet", null);
    return new Signal.Tried(job.callId(), job.ticket(), List.of(), List.of(none));
  }
}
