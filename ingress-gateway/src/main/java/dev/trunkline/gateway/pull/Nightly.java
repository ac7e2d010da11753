package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparison of the day before, once a day. Pure. */
final class Nightly {

  /** Who asks. */
  static final String BY = "nightly";

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration AGAIN = Duration.ofMinutes(30);

  private Nightly() {}

  /**
   * What is to be asked for a history now; null: nothing. A night that was slept through is made up
   * for, but not one from before the history was first polled; one that failed is tried again.
   *
   * @param poll the history's standing poll
   * @param jobs of the history's source
   * @param at time of the day, UTC
   */
  static @Nullable PullAsk ask(PullJob poll, Collection<PullJob> jobs, LocalTime at, Instant now) {
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    Instant mark = today.atOffset(ZoneOffset.UTC).with(at).toInstant();
    if (mark.isAfter(now)) {
      mark = mark.minus(DAY);
    }
    Instant night = mark;
    List<PullJob> tonight =
        jobs.stream()
            .filter(job -> job.by().equals(BY) && job.api().equals(poll.api()))
            .filter(job -> !job.askedAt().isBefore(night))
            .toList();
    if (!mayBegin(tonight, now) || !poll.askedAt().isBefore(night)) {
      return null;
    }
    Instant end = night.truncatedTo(ChronoUnit.DAYS);
    return new PullAsk(
        PullAsk.Ask.RECONCILE,
        poll.source(),
        DeliveryIds.next(),
        poll.api(),
        end.minus(DAY),
        end,
        null,
        now,
        BY,
        null);
  }

  /** What failed is tried again, each time after twice as long; what somebody ended is not. */
  private static boolean mayBegin(List<PullJob> tonight, Instant now) {
    Duration wait = AGAIN.multipliedBy(1L << tonight.size()).dividedBy(2);
    return tonight.stream()
        .allMatch(
            job -> job.phase() == PullJob.Phase.FAILED && !job.changedAt().plus(wait).isAfter(now));
  }
}
