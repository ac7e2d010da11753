package dev.trunkline.recordings;

import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.testbed.SteppingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Makes time fly: moves it on whenever nothing is left to do at the present one. */
final class Flight {

  private static final Set<EventType> ENDS =
      Set.of(
          EventType.RECORDING_FOUND,
          EventType.RECORDING_STORED,
          EventType.RECORDING_ABSENT,
          EventType.RECORDING_GIVEN_UP);

  private final Members members;
  private final SteppingClock clock;
  private final Duration step;
  private final int calls;
  private int looks;

  /** So many calls' searches, in steps of at least this length. */
  Flight(Members members, SteppingClock clock, Duration step, int calls) {
    this.members = members;
    this.clock = clock;
    this.step = step;
    this.calls = calls;
  }

  void untilAllHaveEnded() {
    untilAllHaveEnded(() -> {});
  }

  /**
   * Until nothing waits any more and every call has an end.
   *
   * @param between done after every step, in the midst of waits
   */
  void untilAllHaveEnded(Runnable between) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> calls(Set.of(EventType.values())) >= calls);
    while (true) {
      Instant next = quiet();
      if (next.equals(Instant.MAX)) {
        if (calls(ENDS) >= calls) {
          return;
        }
      } else if (next.isAfter(clock.instant())) {
        Instant least = clock.instant().plus(step);
        clock.to(next.isAfter(least) ? next : least);
        between.run();
      } else if (++looks % 50 == 0) {
        // It is due, and on its way, or behind one of the shortest waits.
        clock.to(clock.instant().plusSeconds(1));
      }
    }
  }

  private long calls(Set<EventType> types) {
    return members.told().stream()
        .filter(event -> types.contains(event.eventType()))
        .map(RecordingEvent::callId)
        .collect(Collectors.toSet())
        .size();
  }

  private Instant quiet() {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofMinutes(10)) // a vendor's own rate does not fly
        .until(() -> loops().stream().allMatch(loop -> loop.quietUntil() != null));
    return loops().stream()
        .map(RecordingLoop::quietUntil)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private List<RecordingLoop> loops() {
    return members.running().stream().map(member -> member.loop).toList();
  }
}
