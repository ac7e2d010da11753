package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Kind;
import dev.trunkline.canonical.PullJob.Phase;
import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.vendors.History;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pull does next, and how it stands after what came of it. Pure. The position moves only
 * when a slice has been fetched to its end; what fails leaves it where it was, and is asked again.
 */
final class Rules {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration DENIED_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_DENIED = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 10;

  /**
   * In a row, with their waits some seven hours: a job bears a night of the vendor's, and then says
   * that it cannot be done.
   */
  private static final int MOST_FAILURES = 90;

  /** How often a published slice is compared again, at 2, 4, 8 … seconds after it was. */
  static final int RECHECKS = 6;

  private final Instant now;

  Rules(Instant now) {
    this.now = now;
  }

  /** What a job asks next; null if there is nothing to ask for yet. */
  @Nullable Step next(PullJob job, History history) {
    Instant at = Objects.requireNonNull(job.at());
    return switch (job.kind()) {
      case POLL -> poll(job, at, history);
      case FETCH, COUNT -> slice(job, at, Objects.requireNonNull(job.to()), history);
      case COMPARE, RECONCILE -> slice(job, at, dayEnd(at, job.to()), history);
    };
  }

  private @Nullable Step poll(PullJob job, Instant at, History history) {
    Instant begin = job.from() == null ? at.minus(history.overlap()) : job.from();
    Instant end = job.from() == null || job.to() == null ? now : job.to();
    return begin.isBefore(end) ? slice(job, begin, end, history) : null;
  }

  private static Step slice(PullJob job, Instant begin, Instant end, History history) {
    Instant until = job.until() == null ? history.sliceEnd(begin, end) : job.until();
    return new Step(job, begin, until, end);
  }

  private static Instant dayEnd(Instant at, @Nullable Instant to) {
    Instant midnight = at.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    return to != null && to.isBefore(midnight) ? to : midnight;
  }

  /**
   * How a job stands after a step.
   *
   * @param job as it stands now: of the step's job, asked for more meanwhile perhaps
   * @param published deliveries and rows that go with this turn; the rest was published before
   */
  Turn turn(PullJob job, Step step, Outcome outcome, Published published, History history) {
    return switch (outcome) {
      case Outcome.Fetched fetched -> fetched(job, step, fetched, published, history);
      case Outcome.Compared compared -> compared(job, step, compared, published);
      case Outcome.Shorter(var reason) ->
          Turn.to(
              history.isBounded() ? shorter(job, step, reason) : unreachable(job, step, reason));
      case Outcome.Smaller(var reason) -> Turn.to(smaller(job, step, reason, history));
      case Outcome.Held(var reason, var pause) ->
          Turn.to(kept(job, step).due(now.plus(pause)).at(now));
      case Outcome.Limited(var reason, var pause) ->
          Turn.to(kept(job, step).count(ASKED).error(reason).paused(now.plus(pause)).at(now));
      case Outcome.Denied(var reason) -> Turn.to(denied(job, step, reason));
      case Outcome.Failed(var reason) -> Turn.to(failed(job, step, reason));
    };
  }

  private static final PullCounts ASKED = new PullCounts(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The step's slice goes on being the job's. */
  private static Draft kept(PullJob job, Step step) {
    Draft draft = new Draft(job).slice(step.until());
    return job.kind() == Kind.POLL ? draft.round(step.from(), step.end()) : draft;
  }

  private Turn fetched(
      PullJob job, Step step, Outcome.Fetched fetched, Published published, History history) {
    PullCounts counts =
        new PullCounts(
            1,
            1,
            fetched.page().rows(),
            published.deliveries(),
            published.unchanged(),
            0,
            0,
            0,
            0,
            0,
            0);
    Draft draft = kept(job, step).well().count(counts).due(paced(job, published.rows()));
    if (!fetched.page().last()) {
      return Turn.to(draft.cursor(fetched.page().next()).at(now));
    }
    draft.cursor(0).slice(null);
    return Turn.to(
        job.kind() == Kind.POLL
            ? polled(job, draft, step, history)
            : reached(draft, step.until(), step.end()).at(now));
  }

  /** A slice of a poll is done: the next one, or the round is over. */
  private PullJob polled(PullJob job, Draft draft, Step step, History history) {
    Instant at = Objects.requireNonNull(job.at());
    draft.position(step.until().isAfter(at) ? step.until() : at);
    if (step.until().isBefore(step.end())) {
      return draft.round(step.until(), step.end()).at(now);
    }
    Instant due = step.end().plus(history.every());
    return draft
        .round(null, null)
        .due(due.isBefore(now) ? now : due)
        .soon(job.soon().stream().filter(soon -> soon.isAfter(step.end())).toList())
        .at(now);
  }

  private static Draft reached(Draft draft, Instant until, Instant to) {
    draft.position(until);
    return until.isBefore(to) ? draft : draft.phase(Phase.DONE).due(null);
  }

  /** When the next page may be asked for: what was published has its share of the rate. */
  private @Nullable Instant paced(PullJob job, long rows) {
    Integer rate = job.rowsPerSecond();
    return rate == null || rows == 0 ? null : now.plusMillis(rows * 1000 / rate);
  }

  private Turn compared(PullJob job, Step step, Outcome.Compared compared, Published published) {
    PullCounts counts = compared.counts();
    long bad = counts.missing() + counts.differing();
    PullCounts asked = counts.asked().plus(PullCounts.published(published.deliveries()));
    if (job.recheck() == 0) {
      Draft first =
          kept(job, step).well().count(counts.plus(PullCounts.published(published.deliveries())));
      if (job.kind() == Kind.COMPARE || bad == 0) {
        return finished(job, step, first, job.ofDay().plus(counts));
      }
      return Turn.to(first.ofDay(job.ofDay().plus(counts)).recheck(1, bad).due(again(1)).at(now));
    }
    Draft again = kept(job, step).well().count(asked);
    if (bad > 0 && job.recheck() < RECHECKS) {
      int times = job.recheck() + 1;
      return Turn.to(again.recheck(times, job.found()).due(again(times)).at(now));
    }
    PullCounts healed = PullCounts.healed(Math.max(0, job.found() - bad));
    return finished(job, step, again.count(healed), job.ofDay().plus(healed));
  }

  private Instant again(int times) {
    return now.plusSeconds(1L << times);
  }

  /** A slice is compared for good; a day that ends with it is told. */
  private Turn finished(PullJob job, Step step, Draft draft, PullCounts ofDay) {
    draft.recheck(0, 0).slice(null).due(null);
    if (step.until().isBefore(step.end())) {
      return Turn.to(draft.position(step.until()).ofDay(ofDay).at(now));
    }
    Instant to = Objects.requireNonNull(job.to());
    PullJob next = reached(draft.ofDay(PullCounts.NONE), step.until(), to).at(now);
    return new Turn(
        next,
        new Reconciliation(
            job.id(),
            job.source(),
            job.api(),
            LocalDate.ofInstant(step.from(), ZoneOffset.UTC),
            ofDay.listed(),
            ofDay.missing(),
            ofDay.differing(),
            ofDay.contradicted(),
            ofDay.extra(),
            ofDay.healed(),
            now));
  }

  private PullJob shorter(PullJob job, Step step, String reason) {
    Duration half = Duration.between(step.from(), step.until()).dividedBy(2);
    if (half.compareTo(SHORTEST) < 0) {
      return failed(job, step, reason);
    }
    return kept(job, step).count(ASKED).slice(step.from().plus(half)).cursor(0).due(null).at(now);
  }

  /** Of a list without an end a shorter slice has as many rows: asking again would never end. */
  private PullJob unreachable(PullJob job, Step step, String reason) {
    return job.kind() == Kind.POLL
        ? failed(job, step, reason)
        : denied(job, step, reason + "; choose a later --from");
  }

  private PullJob smaller(PullJob job, Step step, String reason, History history) {
    int size = job.size() == 0 ? history.size() : job.size();
    return size < 2
        ? failed(job, step, reason)
        : kept(job, step).count(ASKED).size(size / 2).cursor(0).due(null).at(now);
  }

  private PullJob denied(PullJob job, Step step, String reason) {
    if (job.kind() != Kind.POLL) {
      return kept(job, step).count(ASKED).failed(reason).phase(Phase.FAILED).due(null).at(now);
    }
    Duration wait = wait(DENIED_WAIT, LONGEST_DENIED, job.failures());
    return kept(job, step).count(ASKED).failed(reason).due(now.plus(wait)).at(now);
  }

  private PullJob failed(PullJob job, Step step, String reason) {
    Draft draft = kept(job, step).count(ASKED).failed(reason);
    if (job.kind() != Kind.POLL && job.failures() + 1 >= MOST_FAILURES) {
      return draft.phase(Phase.FAILED).due(null).at(now);
    }
    return draft.due(now.plus(wait(FIRST_WAIT, LONGEST_WAIT, job.failures()))).at(now);
  }

  private static Duration wait(Duration first, Duration longest, int failuresBefore) {
    Duration wait = first.multipliedBy(1L << Math.min(failuresBefore, MOST_DOUBLINGS));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
