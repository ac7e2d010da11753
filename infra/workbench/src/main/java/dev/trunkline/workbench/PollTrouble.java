package dev.trunkline.workbench;

import dev.trunkline.canonical.PullJob;
import dev.trunkline.workbench.SourceEvidence.Poll;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a source's standing polls.
 *
 * @param since up to when its history is fetched
 */
record PollTrouble(@Nullable Instant since, String sentence) {

  /** A poll that fails once or twice is tried again and mostly works. */
  static final int FAILURES = 3;

  /** As many polls may be missed, ... */
  static final int MISSED = 3;

  /** ... and a position may be this old, before it is too old. */
  static final Duration OLD = Duration.ofMinutes(15);

  /** The worst; empty: there is none. */
  static Optional<PollTrouble> of(List<Poll> polls, Instant now) {
    return failing(polls).or(() -> late(polls, now));
  }

  private static Optional<PollTrouble> failing(List<Poll> polls) {
    return polls.stream()
        .map(Poll::job)
        .filter(job -> job.failures() >= FAILURES || job.phase() == PullJob.Phase.FAILED)
        .max(Comparator.comparingInt(PullJob::failures).thenComparing(PullJob::api))
        .map(
            job ->
                new PollTrouble(
                    job.at(),
                    "its history %s could not be fetched %,d times in a row (%s); its position stays"
                        .formatted(
                            job.api(),
                            job.failures(),
                            job.error() == null ? "no reason was given" : job.error())));
  }

  /**
   * A vendor that only says "later" fails no poll, and no more does a gateway that is not there.
   */
  private static Optional<PollTrouble> late(List<Poll> polls, Instant now) {
    return polls.stream()
        .filter(poll -> isLate(poll, now))
        .map(Poll::job)
        .min(Comparator.comparing(PollTrouble::reached).thenComparing(PullJob::api))
        .map(
            job ->
                new PollTrouble(
                    job.at(),
                    "its history %s is fetched up to %s and no further (%s); its position stays"
                        .formatted(
                            job.api(),
                            job.at(),
                            job.error() == null
                                ? "no gateway polls it, or one that holds back: see its log"
                                : job.error())));
  }

  private static boolean isLate(Poll poll, Instant now) {
    if (poll.every() == null) {
      return false;
    }
    Duration missed = poll.every().multipliedBy(MISSED);
    Duration most = missed.compareTo(OLD) > 0 ? missed : OLD;
    return Duration.between(reached(poll.job()), now).compareTo(most) > 0;
  }

  /** The position; a poll that has just begun, a while back, has the time to catch up. */
  private static Instant reached(PullJob job) {
    Instant at = job.at();
    return at == null || at.isBefore(job.askedAt()) ? job.askedAt() : at;
  }
}
