package dev.trunkline.recordings;

import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.recordings.Job.End;
import dev.trunkline.recordings.Job.Phase;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what searches do: {@code trunkline.recordings.waiting} by age, {@code found.minutes} after
 * the call's end, {@code ended} by end and cause, {@code attempts} by source, {@code lateness} of
 * attempts, {@code overdue.seconds} of the search that is due longest, {@code stale} signals.
 */
final class RecordingMeters {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Map<Duration, String> AGES =
      new TreeMap<>(
          Map.of(
              Duration.ofMinutes(10), "10m",
              Duration.ofHours(1), "1h",
              Duration.ofHours(6), "6h",
              Duration.ofDays(1), "1d",
              Duration.ofDays(365), "older"));

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> waiting = new ConcurrentHashMap<>();
  private final Timer lateness;
  private final DistributionSummary foundAfter;
  private final AtomicLong overdue = new AtomicLong();
  private Instant looked = Instant.MIN;

  RecordingMeters(MeterRegistry registry) {
    this.registry = registry;
    for (String age : AGES.values()) {
      AtomicLong count = new AtomicLong();
      waiting.put(age, count);
      registry.gauge("trunkline.recordings.waiting", Tags.of("younger_than", age), count);
    }
    registry.gauge("trunkline.recordings.overdue.seconds", overdue);
    lateness =
        Timer.builder("trunkline.recordings.lateness")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    foundAfter =
        DistributionSummary.builder("trunkline.recordings.found.minutes")
            .serviceLevelObjectives(2, 5, 10, 30, 60, 120, 360)
            .register(registry);
  }

  /** Counts committed turns. */
  void count(List<Session.Turned> turns, Instant now) {
    for (Session.Turned turned : turns) {
      if (turned.turn().stale()) {
        registry.counter("trunkline.recordings.stale").increment();
        continue;
      }
      Job before = turned.before();
      Job after = turned.turn().job();
      if (after == null) {
        continue;
      }
      Instant due = before == null ? null : before.due();
      if (turned.signal() instanceof Signal.Rang && after.phase() == Phase.TRYING && due != null) {
        lateness.record(Duration.between(due, now));
      }
      if (turned.signal() instanceof Signal.Tried tried) {
        registry
            .counter("trunkline.recordings.attempts", "source", after.call().source())
            .increment();
        if (tried.troubles().isEmpty()) {
          found(after.call(), now);
        }
      }
      if (after.isEnded() && (before == null || !before.isEnded())) {
        ended(after, turned.signal());
      }
    }
  }

  private void found(RecordingRequest call, Instant now) {
    foundAfter.record(Duration.between(Calls.end(call), now).toSeconds() / 60.0);
  }

  private void ended(Job job, Signal signal) {
    End end = job.end();
    String cause = "none";
    if (signal instanceof Signal.Tried tried && !tried.troubles().isEmpty()) {
      cause = tried.troubles().getLast().cause().name().toLowerCase(Locale.ROOT);
    } else if (signal instanceof Signal.Asked && end == End.GIVEN_UP) {
      cause = "operator";
    }
    registry
        .counter(
            "trunkline.recordings.ended",
            "source",
            job.call().source(),
            "end",
            String.valueOf(end).toLowerCase(Locale.ROOT),
            "cause",
            cause)
        .increment();
  }

  /** Looks now and then how many wait, and how long they have. */
  void observe(JobTable table, Instant now) {
    if (looked.plus(LOOK_EVERY).isAfter(now)) {
      return;
    }
    looked = now;
    Instant due = table.nextDue();
    overdue.set(due == null ? 0 : Math.max(0, Duration.between(due, now).toSeconds()));
    Map<String, Long> counts = new ConcurrentHashMap<>();
    for (Map<String, Job> jobs : table.all()) {
      for (Job job : jobs.values()) {
        if (!job.isEnded()) {
          counts.merge(age(Duration.between(job.wantedAt(), now)), 1L, Long::sum);
        }
      }
    }
    waiting.forEach((age, count) -> count.set(counts.getOrDefault(age, 0L)));
  }

  private static String age(Duration age) {
    for (Map.Entry<Duration, String> bound : AGES.entrySet()) {
      if (age.compareTo(bound.getKey()) < 0) {
        return bound.getValue();
      }
    }
    return "older";
  }
}
