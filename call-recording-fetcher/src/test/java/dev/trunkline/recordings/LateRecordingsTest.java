package dev.trunkline.recordings;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.recordings.Members.Member;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.testbed.WithBackbone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/**
 * Searches over real topics, the time made to fly: {@code -Dtrunkline.recordings} calls, whose
 * recordings appear up to 8 hours after them or never; {@code -Dtrunkline.seed}.
 */
@WithBackbone
class LateRecordingsTest {

  private static final int CALLS = Integer.getInteger("trunkline.recordings", 30);
  private static final long SEED = Long.getLong("trunkline.seed", 5);
  private static final Duration STEP = Duration.ofSeconds(30);

  private final SteppingClock clock = new SteppingClock(Given.END);
  private final Map<String, Instant> appears = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Attempt> attempts = new ConcurrentLinkedQueue<>();

  private record Attempt(String call, int number, Instant at) {}

  @Test
  void everySearchEndsAndNoneIsEarly(Backbone backbone) {
    try (Members members = new Members(backbone, clock, call -> Given.policy(true))) {
      Random random = given(members);

      // when
      members.start(this::attempt);
      run(members, random, false);

      // then
      verify(members);
    }
  }

  /** Members come and go in the midst of waits. */
  @Test
  void aRebalanceLosesAndDoublesNone(Backbone backbone) {
    try (Members members = new Members(backbone, clock, call -> Given.policy(true))) {
      Random random = given(members);

      // when
      members.start(this::attempt);
      run(members, random, true);

      // then
      verify(members);
    }
  }

  private Random given(Members members) {
    Random random = new Random(SEED);
    for (int i = 0; i < CALLS; i++) {
      String call = "c" + i;
      Instant end = Given.END.minusSeconds(random.nextInt(600));
      appears.put("dialer/" + call, end.plusSeconds(random.nextInt(8 * 3_600)));
      members.ask(Given.request(Ask.WANTED, call, end));
      members.ask(Given.request(Ask.WANTED, call, end));
    }
    return random;
  }

  private void run(Members members, Random random, boolean rebalance) {
    int[] steps = {0};
    new Flight(members, clock, STEP, CALLS)
        .untilAllHaveEnded(
            () -> {
              if (!rebalance || ++steps[0] % 40 != 0) {
                return;
              }
              List<Member> running = members.running();
              if (running.size() > 1) {
                running.get(random.nextInt(running.size())).stop();
              } else {
                members.start(this::attempt);
              }
            });
  }

  private Signal.Tried attempt(Job job) {
    attempts.add(new Attempt(job.callId(), job.attempt(), clock.instant()));
    boolean there = !clock.instant().isBefore(appears.getOrDefault(job.callId(), Instant.MAX));
    return new Signal.Tried(
        job.callId(),
        job.ticket(),
        there
            ? List.of(
                new Recording(
                    1,
                    Given.link(job.callId().replace('/', '-')),
                    Given.copy(clock.instant()),
                    null))
            : List.of(),
        there
            ? List.of()
            : List.of(new Trouble(0, Cause.NOT_YET, "the vendor has no recording yet", null)));
  }

  private void verify(Members members) {
    Map<String, List<RecordingEvent>> told =
        members.told().stream().collect(groupingBy(event -> String.valueOf(event.callId())));
    assertThat(told).hasSize(CALLS);
    List<Duration> late = new ArrayList<>();
    told.forEach((call, events) -> verify(call, events, late));
    late.sort(Duration::compareTo);
    System.out.printf(
        "recordings: %d calls, %d attempts, lateness p50 %s, p99 %s, max %s (time moves in steps of %s)%n",
        CALLS,
        late.size(),
        late.get(late.size() / 2),
        late.get(late.size() * 99 / 100),
        late.getLast(),
        STEP);
  }

  private void verify(String call, List<RecordingEvent> events, List<Duration> late) {
    assertThat(events.getFirst().eventType()).isEqualTo(EventType.RECORDING_WANTED);
    EventType end = events.getLast().eventType();
    Instant appeared = appears.getOrDefault(call, Instant.MAX);
    Map<Integer, Instant> due = new HashMap<>();
    for (RecordingEvent event : events) {
      if (event.nextAttemptAt() != null) {
        due.put(event.attempt() == null ? 1 : event.attempt() + 1, event.nextAttemptAt());
      }
    }
    Instant last = Instant.MIN;
    for (Attempt attempt : attempts) {
      if (attempt.call().equals(call)) {
        assertThat(attempt.at()).isAfterOrEqualTo(due.get(attempt.number()));
        late.add(Duration.between(due.get(attempt.number()), attempt.at()));
        last = attempt.at();
      }
    }
    assertThat(due).hasSizeLessThanOrEqualTo(13);
    assertThat(end)
        .as(call)
        .isEqualTo(
            last.isBefore(appeared) ? EventType.RECORDING_GIVEN_UP : EventType.RECORDING_STORED);
    assertThat(events.stream().filter(event -> event.eventType() == end)).hasSize(1);
    assertThat(events.stream().filter(event -> event.eventType() == EventType.RECORDING_WANTED))
        .hasSize(1);
    assertThat(events.stream().map(RecordingEvent::attempt).filter(java.util.Objects::nonNull))
        .isSorted();
  }
}
