package dev.trunkline.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.load.vendor.ScriptedCall;
import dev.trunkline.load.vendor.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the vendor saw of searches, beside what they say themselves of when they were due.
 *
 * @param waits each with the visits from its beginning to that of the next one
 */
record Watched(int calls, List<Wait> waits) {

  /** What the dead one had sent may be read a moment later; none begins so soon after it. */
  private static final Duration UNREAD = Duration.ofMillis(500);

  /**
   * A wait and the attempt after it.
   *
   * @param since when it began, by its own account
   * @param asked when the vendor was asked for the lead
   * @param seen all visits for the call
   */
  record Wait(String call, Instant since, Instant due, List<Instant> asked, List<Instant> seen) {}

  static Watched of(Map<String, List<Job>> searches, List<Visit> visits, List<ScriptedCall> calls) {
    List<Wait> waits = new ArrayList<>();
    for (ScriptedCall call : calls) {
      List<Job> waiting =
          searches.get("dialer/" + call.callLogId()).stream()
              .filter(job -> job.phase() == Job.Phase.WAITING)
              .toList();
      List<Visit> own = visits.stream().filter(visit -> isOf(visit, call)).toList();
      // None before it was asked for.
      assertThat(own)
          .allSatisfy(visit -> assertThat(visit.at()).isAfter(waiting.getFirst().changedAt()));
      for (int i = 0; i < waiting.size(); i++) {
        Instant since = waiting.get(i).changedAt();
        Instant until = i + 1 < waiting.size() ? waiting.get(i + 1).changedAt() : Instant.MAX;
        List<Visit> within =
            own.stream()
                .filter(visit -> visit.at().isAfter(since))
                .filter(visit -> visit.at().isBefore(until))
                .toList();
        waits.add(
            new Wait(
                call.callLogId(),
                since,
                waiting.get(i).due(),
                within.stream()
                    .filter(visit -> visit.door() == Visit.Door.RECORDINGS)
                    .map(Visit::at)
                    .toList(),
                within.stream().map(Visit::at).toList()));
      }
    }
    return new Watched(calls.size(), waits);
  }

  private static boolean isOf(Visit visit, ScriptedCall call) {
    return call.leadId().equals(visit.leadId())
        || call.recordings().getFirst().id().equals(visit.recordingId());
  }

  /** None is early, and none is made twice but where a kill cut it short. */
  void verify(List<Instant> kills) {
    for (Wait wait : waits) {
      assertThat(wait.seen())
          .as("visits for call %s after its wait since %s", wait.call(), wait.since())
          .allSatisfy(at -> assertThat(at).isAfterOrEqualTo(wait.due()));
      for (int i = 1; i < wait.asked().size(); i++) {
        Instant before = wait.asked().get(i - 1);
        Instant again = wait.asked().get(i);
        assertThat(kills)
            .as("call %s asked for at %s and again at %s", wait.call(), before, again)
            .anyMatch(dead -> dead.plus(UNREAD).isAfter(before) && dead.isBefore(again));
      }
    }
  }

  /** One line: how late it was, in all and of what no kill held up. */
  String summary(List<Instant> kills) {
    List<Duration> all = new ArrayList<>();
    List<Duration> undisturbed = new ArrayList<>();
    int again = 0;
    for (Wait wait : waits) {
      if (wait.seen().isEmpty()) {
        continue;
      }
      again += Math.max(0, wait.asked().size() - 1);
      Instant first = wait.seen().getFirst();
      Duration late = Duration.between(wait.due(), first);
      all.add(late);
      boolean disturbed =
          kills.stream().anyMatch(kill -> kill.isAfter(wait.since()) && kill.isBefore(first));
      if (!disturbed) {
        undisturbed.add(late);
      }
    }
    return "recordings: killed %d times, %d calls, %d attempts, %d of them made again, lateness %s; without a kill in the wait %s"
        .formatted(kills.size(), calls, all.size(), again, figures(all), figures(undisturbed));
  }

  private static String figures(List<Duration> late) {
    List<Duration> sorted = late.stream().sorted().toList();
    return sorted.isEmpty()
        ? "none"
        : "p50 %d ms, p99 %d ms, max %d ms"
            .formatted(
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.get(sorted.size() * 99 / 100).toMillis(),
                sorted.getLast().toMillis());
  }
}
