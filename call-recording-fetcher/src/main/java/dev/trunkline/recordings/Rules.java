package dev.trunkline.recordings;

import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.recordings.Cause.Weight;
import dev.trunkline.recordings.Job.End;
import dev.trunkline.recordings.Job.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a search for a call's recordings goes on: a pure function of what there is and what comes.
 */
final class Rules {

  /** Longest wait that a vendor can ask for. */
  static final Duration LONGEST_WAIT = Duration.ofHours(24);

  /** Waits that are told: shorter ones are our own crowding, of no interest to anybody. */
  static final Duration TOLD_WAIT = Duration.ofSeconds(30);

  /** A search ends after this time, whatever held it back. */
  static final Duration LONGEST_SEARCH = Duration.ofDays(14);

  private final Policy policy;
  private final Instant now;

  private Rules(Policy policy, Instant now) {
    this.policy = policy;
    this.now = now;
  }

  /**
   * The turn that a signal makes.
   *
   * @param job as it stood; null: there was none
   * @param policy of the call's source
   */
  static Turn turn(@Nullable Job job, Signal signal, Policy policy, Instant now) {
    Rules rules = new Rules(policy, now);
    return switch (signal) {
      case Signal.Asked(var request) -> rules.asked(job, request);
      case Signal.Rang(var callId, var ticket) -> rules.rang(job, ticket);
      case Signal.Tried tried -> rules.tried(job, tried);
    };
  }

  private Turn asked(@Nullable Job job, RecordingRequest request) {
    return switch (request.ask()) {
      case WANTED -> wanted(job, request);
      case PRESENT -> present(job, request);
      case FETCH -> fetch(job == null ? fresh(request) : job.knowing(request));
      case RESCHEDULE -> reschedule(job == null ? fresh(request) : job, request);
      case GIVE_UP -> giveUp(job, request);
    };
  }

  /** A second report of a call makes no second search; it may know more of the call. */
  private Turn wanted(@Nullable Job job, RecordingRequest request) {
    if (job != null) {
      return job.phase() == Phase.WAITING
          ? Turn.to(job.knowing(request), List.of())
          : Turn.to(job, List.of());
    }
    Duration wait = policy.cannotAsk() == null ? policy.first() : policy.total();
    Instant due = latest(Calls.end(request).plus(wait), now);
    return Turn.to(fresh(request).waiting(0, due, null, now), List.of(Fact.wanted(due, null)));
  }

  private Turn present(@Nullable Job job, RecordingRequest request) {
    if (request.links().isEmpty()) {
      return wanted(job, request);
    }
    Job known = job == null ? fresh(request) : (job.isEnded() ? anew(job) : job).knowing(request);
    Job merged =
        known.with(Recording.merge(known.recordings(), request.links(), policy.publicUrl()));
    List<Fact> facts = found(known, merged);
    boolean same = known.recordings().equals(merged.recordings());
    if (job != null && facts.isEmpty() && (job.isEnded() || same)) {
      return Turn.to(job, List.of());
    }
    if (isDone(merged)) {
      return Turn.to(merged.ended(End.FOUND, null, now), facts);
    }
    // A link told again, with a new token perhaps, does not cut short what the vendor asked for.
    boolean isNews = merged.phase() != Phase.WAITING || copyable(merged) > copyable(known);
    boolean copies = policy.storing() && copyable(merged) > 0 && isNews;
    if (copies || merged.phase() == Phase.TRYING) {
      // An attempt that is being made does not know of it: it is made anew, at no further cost.
      return Turn.to(merged.trying(tries(merged), now), facts);
    }
    if (merged.phase() == Phase.WAITING) {
      return Turn.to(merged, facts);
    }
    Instant due = latest(Calls.end(request).plus(policy.first()), now);
    return Turn.to(merged.waiting(0, due, null, now), facts);
  }

  private Turn fetch(Job job) {
    if (job.phase() == Phase.TRYING) {
      return Turn.to(job, List.of());
    }
    return Turn.to(anew(job).trying(1, now), List.of());
  }

  private Turn reschedule(Job job, RecordingRequest request) {
    Instant due = request.due() == null ? now : latest(request.due(), now);
    Instant last = now.plus(LONGEST_SEARCH);
    if (due.isAfter(last)) {
      due = last; // the topic of jobs forgets what does not change for longer
    }
    if (job.phase() == Phase.TRYING || isDone(job)) {
      return Turn.to(job, List.of());
    }
    Job open = job.isEnded() ? anew(job) : job;
    return Turn.to(
        open.waiting(open.attempt(), due, request.reason(), now),
        List.of(Fact.attempted(open.attempt(), due, request.reason())));
  }

  private Turn giveUp(@Nullable Job job, RecordingRequest request) {
    if (job == null || job.isEnded()) {
      return Turn.stale(job);
    }
    String reason = request.reason() == null ? "an operator ended the search" : request.reason();
    return over(job, Cause.OPERATOR, reason, new ArrayList<>());
  }

  private Turn rang(@Nullable Job job, int ticket) {
    if (job == null || job.phase() != Phase.WAITING || job.ticket() != ticket) {
      return Turn.stale(job);
    }
    return now.isBefore(Objects.requireNonNull(job.due()))
        ? Turn.to(job, List.of())
        : Turn.to(job.trying(job.attempt() + 1, now), List.of());
  }

  private Turn tried(@Nullable Job job, Signal.Tried tried) {
    if (job == null || job.phase() != Phase.TRYING || job.ticket() != tried.ticket()) {
      return Turn.stale(job);
    }
    List<Recording> recordings = new ArrayList<>(tried.recordings());
    List<Fact> facts = found(job, job.with(recordings));
    for (Recording recording : recordings) {
      if (recording.copy() != null && copyOf(job, recording.part()) == null) {
        facts.add(Fact.stored(recording, job.attempt()));
      }
    }
    Trouble last = null;
    for (Trouble trouble : tried.troubles()) {
      boolean isFinal = isFinal(trouble);
      if (isFinal && trouble.part() > 0) {
        Recording lost = recordings.get(trouble.part() - 1).lostBecause(trouble.reason());
        recordings.set(trouble.part() - 1, lost);
        facts.add(Fact.over(ending(trouble.cause()), lost, job.attempt(), trouble.reason()));
      } else if (trouble.cause() == Cause.EXPIRED && trouble.part() > 0) {
        recordings.set(trouble.part() - 1, recordings.get(trouble.part() - 1).withoutUrl());
      }
      last = last == null || ORDER.compare(trouble, last) > 0 ? trouble : last;
    }
    Job after = job.with(recordings);
    if (last == null || isDone(after)) {
      return ended(after, last, facts);
    }
    return last.cause().weight() == Weight.FINAL && last.part() == 0
        ? over(after, last.cause(), last.reason(), facts)
        : again(after, last, facts);
  }

  /** Of no use to try again; also where nobody can be asked for a link that holds. */
  private boolean isFinal(Trouble trouble) {
    return trouble.cause().weight() == Weight.FINAL
        || (trouble.cause() == Cause.EXPIRED && policy.cannotAsk() != null);
  }

  /** The most lasting trouble governs; among equals the one that asks for the longest wait. */
  private static final Comparator<Trouble> ORDER =
      Comparator.comparingInt((Trouble trouble) -> trouble.part() == 0 ? 1 : 0)
          .thenComparingInt(trouble -> trouble.cause().weight() == Weight.COUNTED ? 1 : 0)
          .thenComparing(
              trouble -> trouble.retryAfter() == null ? Duration.ZERO : trouble.retryAfter());

  private Turn ended(Job job, @Nullable Trouble last, List<Fact> facts) {
    boolean copied = job.recordings().stream().anyMatch(recording -> recording.copy() != null);
    String lost =
        job.recordings().stream()
            .map(Recording::lost)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    End end =
        copied
            ? End.STORED
            : lost == null
                ? End.FOUND
                : last != null && last.cause() == Cause.GONE ? End.ABSENT : End.GIVEN_UP;
    return Turn.to(job.ended(end, lost, now), facts);
  }

  private Turn again(Job job, Trouble trouble, List<Fact> facts) {
    boolean counted = trouble.cause().weight() == Weight.COUNTED;
    int attempts = counted ? job.attempt() : job.attempt() - 1;
    if (attempts > policy.then().size() || now.isAfter(job.wantedAt().plus(LONGEST_SEARCH))) {
      return over(job, trouble.cause(), trouble.reason(), facts);
    }
    Duration asked = trouble.retryAfter() == null ? Duration.ZERO : trouble.retryAfter();
    Duration usual =
        counted ? policy.then().get(attempts - 1) : asked.isZero() ? TOLD_WAIT : Duration.ZERO;
    Duration wait = asked.compareTo(usual) > 0 ? asked : usual;
    Instant due = now.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    if (wait.compareTo(TOLD_WAIT) >= 0) {
      facts.add(Fact.attempted(attempts, due, trouble.reason()));
    }
    return Turn.to(job.waiting(attempts, due, trouble.reason(), now), facts);
  }

  /** Ends the search for whatever is not had. */
  private Turn over(Job job, Cause cause, String reason, List<Fact> facts) {
    EventType type = ending(cause);
    List<Recording> recordings = new ArrayList<>();
    for (Recording recording : job.recordings()) {
      boolean open = !isDone(recording);
      recordings.add(open ? recording.lostBecause(reason) : recording);
      if (open) {
        facts.add(Fact.over(type, recording, job.attempt(), reason));
      }
    }
    if (job.recordings().isEmpty()) {
      facts.add(Fact.over(type, null, job.attempt(), reason));
    }
    boolean copied = recordings.stream().anyMatch(recording -> recording.copy() != null);
    End end = copied ? End.STORED : cause == Cause.GONE ? End.ABSENT : End.GIVEN_UP;
    return Turn.to(job.with(recordings).ended(end, reason, now), facts);
  }

  private static EventType ending(Cause cause) {
    return cause == Cause.GONE ? EventType.RECORDING_ABSENT : EventType.RECORDING_GIVEN_UP;
  }

  /** What was not known before, or had no link. */
  private static List<Fact> found(Job before, Job after) {
    List<Fact> facts = new ArrayList<>();
    for (Recording recording : after.recordings()) {
      boolean news =
          recording.part() > before.recordings().size()
              || (recording.hasUrl() && !before.recordings().get(recording.part() - 1).hasUrl());
      if (news) {
        facts.add(Fact.found(recording, after.attempt()));
      }
    }
    return facts;
  }

  private static @Nullable Copy copyOf(Job job, int part) {
    return part > job.recordings().size() ? null : job.recordings().get(part - 1).copy();
  }

  /** Whether there is something, and nothing of it is missing. */
  private boolean isDone(Job job) {
    return !job.recordings().isEmpty() && job.recordings().stream().allMatch(this::isDone);
  }

  private boolean isDone(Recording recording) {
    if (recording.copy() != null || recording.lost() != null) {
      return true;
    }
    // An id without a link is all there is where nobody can be asked for one.
    return recording.hasUrl() ? !policy.storing() : policy.cannotAsk() != null;
  }

  private static boolean canCopy(Recording recording) {
    return recording.hasUrl() && recording.copy() == null && recording.lost() == null;
  }

  private static long copyable(Job job) {
    return job.recordings().stream().filter(Rules::canCopy).count();
  }

  /** An attempt that a report sets off at once is one more, unless one is being made. */
  private static int tries(Job job) {
    return job.phase() == Phase.TRYING ? Math.max(1, job.attempt()) : job.attempt() + 1;
  }

  private Job fresh(RecordingRequest request) {
    return new Job(Calls.kept(request), Phase.ENDED, 0, 0, null, now, List.of(), null, null, now);
  }

  /** The search begun anew; what was stored stays. */
  private Job anew(Job job) {
    List<Recording> open =
        job.recordings().stream()
            .map(r -> new Recording(r.part(), r.link(), r.copy(), null))
            .toList();
    return new Job(job.call(), job.phase(), job.ticket(), 0, null, now, open, null, null, now);
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
