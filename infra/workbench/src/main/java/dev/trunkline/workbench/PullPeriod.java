package dev.trunkline.workbench;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a vendor's history.
 *
 * @param from included
 * @param to excluded; never in the future
 */
record PullPeriod(Instant from, Instant to) {

  /**
   * As an operator writes it.
   *
   * @param to null: now
   * @throws CommandFailure where it is none
   */
  static PullPeriod of(String from, @Nullable String to, Instant now) {
    return between(Moment.of("--from", from), to == null ? now : Moment.of("--to", to), now);
  }

  /** Between two moments; what is still to come is not meant. */
  static PullPeriod between(Instant from, Instant to, Instant now) {
    Instant end = to.isAfter(now) ? now : to;
    if (!from.isBefore(end)) {
      throw new CommandFailure(ExitCode.USAGE, "--from must lie before --to, and in the past");
    }
    return new PullPeriod(from, end);
  }
}
