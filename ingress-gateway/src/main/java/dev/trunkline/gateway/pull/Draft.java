package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job's next state while it is being written down. */
final class Draft {

  private final PullJob job;
  private @Nullable Instant from;
  private @Nullable Instant to;
  private @Nullable Instant position;
  private @Nullable Instant until;
  private long cursor;
  private int size;
  private @Nullable Long total;
  private Phase phase;
  private @Nullable Instant due;
  private @Nullable Instant pausedUntil;
  private List<Instant> soon;
  private int failures;
  private @Nullable String error;
  private int recheck;
  private long found;
  private PullCounts ofDay;
  private PullCounts counts;

  Draft(PullJob job) {
    this.job = job;
    this.from = job.from();
    this.to = job.to();
    this.position = job.at();
    this.until = job.until();
    this.cursor = job.cursor();
    this.size = job.size();
    this.total = job.total();
    this.phase = job.phase();
    this.due = job.due();
    this.pausedUntil = job.pausedUntil();
    this.soon = job.soon();
    this.failures = job.failures();
    this.error = job.error();
    this.recheck = job.recheck();
    this.found = job.found();
    this.ofDay = job.ofDay();
    this.counts = job.counts();
  }

  /** A poll's slice and round. */
  Draft round(@Nullable Instant begin, @Nullable Instant end) {
    from = begin;
    to = end;
    return this;
  }

  Draft position(Instant reached) {
    position = reached;
    return this;
  }

  Draft slice(@Nullable Instant end) {
    until = end;
    return this;
  }

  Draft cursor(long next) {
    cursor = next;
    return this;
  }

  Draft size(int rows) {
    size = rows;
    return this;
  }

  Draft total(@Nullable Long rows) {
    total = rows;
    return this;
  }

  Draft phase(Phase next) {
    phase = next;
    return this;
  }

  Draft due(@Nullable Instant next) {
    due = next;
    return this;
  }

  Draft soon(List<Instant> polls) {
    soon = polls;
    return this;
  }

  /** The vendor asks not to be asked before then. */
  Draft paused(Instant until) {
    due = until;
    pausedUntil = until;
    return this;
  }

  /** The last step worked. */
  Draft well() {
    failures = 0;
    error = null;
    pausedUntil = null;
    return this;
  }

  Draft error(@Nullable String reason) {
    error = reason;
    return this;
  }

  Draft failed(String reason) {
    failures++;
    error = reason;
    return this;
  }

  Draft recheck(int times, long rows) {
    recheck = times;
    found = rows;
    return this;
  }

  Draft ofDay(PullCounts day) {
    ofDay = day;
    return this;
  }

  Draft count(PullCounts more) {
    counts = counts.plus(more);
    return this;
  }

  /** The state, as of this moment. */
  PullJob at(Instant now) {
    return new PullJob(
        job.id(),
        job.source(),
        job.vendor(),
        job.api(),
        job.kind(),
        from,
        to,
        position,
        until,
        cursor,
        size,
        total,
        phase,
        due,
        pausedUntil,
        soon,
        failures,
        error,
        recheck,
        found,
        ofDay,
        job.rowsPerSecond(),
        counts,
        job.by(),
        job.askedAt(),
        now);
  }
}
