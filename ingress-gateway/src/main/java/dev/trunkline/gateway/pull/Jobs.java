package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Kind;
import dev.trunkline.canonical.PullJob.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs as they begin, and what is asked of them afterwards. Pure. */
final class Jobs {

  /** When a notification asks for a poll: a vendor's newest rows are late. */
  private static final List<Duration> AFTER_NOTIFY =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(15));

  /** A storm of notifications asks for no more polls than one a second. */
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private Jobs() {}

  /** The standing poll of a history that was never polled, which begins a while back. */
  static PullJob poll(String source, String vendor, String api, Instant at, Instant now) {
    return fresh(PullJob.POLL, source, vendor, api, Kind.POLL, null, null, at, null, "poll", now);
  }

  /** A job that an operator, a door or the clock asked for. */
  static PullJob asked(PullAsk ask, String vendor, String api, Instant now) {
    Instant to = ask.to() == null || ask.to().isAfter(now) ? now : ask.to();
    return fresh(
        String.valueOf(ask.id()),
        ask.source(),
        vendor,
        api,
        switch (ask.ask()) {
          case COUNT -> Kind.COUNT;
          case COMPARE -> Kind.COMPARE;
          case RECONCILE -> Kind.RECONCILE;
          case FETCH, NOTIFY, CANCEL -> Kind.FETCH;
        },
        ask.from(),
        to,
        ask.from(),
        ask.rowsPerSecond(),
        ask.by(),
        ask.askedAt());
  }

  private static PullJob fresh(
      String id,
      String source,
      String vendor,
      String api,
      Kind kind,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Instant at,
      @Nullable Integer rate,
      String by,
      Instant askedAt) {
    return new PullJob(
        id,
        source,
        vendor,
        api,
        kind,
        from,
        to,
        at,
        null,
        0,
        0,
        null,
        Phase.RUNNING,
        null,
        null,
        List.of(),
        0,
        null,
        0,
        0,
        PullCounts.NONE,
        rate,
        PullCounts.NONE,
        by,
        askedAt,
        askedAt);
  }

  /**
   * The same, asked to poll soon, and twice more. What is over is asked for once, however long the
   * poll has not worked, so that no storm of notifications makes a state that no record takes.
   */
  static PullJob notified(PullJob poll, Instant at, Instant now) {
    List<Instant> soon = new ArrayList<>();
    poll.soon().stream()
        .filter(due -> !due.isAfter(now))
        .max(Comparator.naturalOrder())
        .ifPresent(soon::add);
    poll.soon().stream().filter(due -> due.isAfter(now)).forEach(soon::add);
    Instant heard = at.isAfter(now) ? now : at; // another machine's clock may be ahead
    for (Duration wait : AFTER_NOTIFY) {
      Instant due = heard.plus(wait).isBefore(now) ? now : heard.plus(wait);
      if (soon.stream()
          .noneMatch(other -> Duration.between(other, due).abs().compareTo(CLOSE) < 0)) {
        soon.add(due);
      }
    }
    soon.sort(null);
    return new Draft(poll).soon(soon).at(now);
  }

  /** The same, ended so. */
  static PullJob ended(PullJob job, Phase phase, @Nullable String error, Instant now) {
    return new Draft(job).phase(phase).error(error).due(null).at(now);
  }

  /**
   * Whether the vendor asked one of these to wait: the credential is the same, so none of them may.
   *
   * @param ofSource all pulls of a source, ended ones too
   */
  static boolean arePaused(Collection<PullJob> ofSource, Instant now) {
    return ofSource.stream()
        .map(PullJob::pausedUntil)
        .anyMatch(until -> until != null && until.isAfter(now));
  }

  /**
   * When the next step is to be made; null: at once. A notification shortens the usual wait between
   * two rounds, and no other: not a failure's, nor one within a round.
   */
  static @Nullable Instant due(PullJob job) {
    Instant due = job.due();
    boolean isBetweenRounds = job.error() == null && job.until() == null;
    if (!isBetweenRounds || job.soon().isEmpty() || due == null) {
      return due;
    }
    Instant soon = job.soon().getFirst();
    return soon.isBefore(due) ? soon : due;
  }
}
