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
import org.jspecify.annotations.Nullable;

/** The comparison of the day before, once a day. Pure. */
final class Nightly {

  /** Who asks. */
  static final String BY = "nightly";

  private static final Duration DAY = Duration.ofDays(1);

  private Nightly() {}

  /**
   * What is to be asked for a history now; null: nothing. A night that was slept through is made up
   * for, but not one from before the history was first polled.
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
    boolean isDone =
        jobs.stream()
            .anyMatch(
                job ->
                    job.by().equals(BY)
                        && job.api().equals(poll.api())
                        && !job.askedAt().isBefore(night));
    if (isDone || !poll.askedAt().isBefore(mark)) {
      return null;
    }
    Instant end = mark.truncatedTo(ChronoUnit.DAYS);
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
}
