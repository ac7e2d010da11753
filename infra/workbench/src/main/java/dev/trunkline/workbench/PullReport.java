package dev.trunkline.workbench;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a pull over a vendor's history came to; the JSON has the same names.
 *
 * @param from included
 * @param to excluded
 */
record PullReport(
    String id,
    String source,
    PullAsk.Ask ask,
    @Nullable Instant from,
    @Nullable Instant to,
    PullCounts counts,
    List<PullJob> jobs,
    List<Slices.Slice> slices) {

  private static final int SHOWN = 31;

  /** Copies the lists. */
  PullReport {
    jobs = List.copyOf(jobs);
    slices = List.copyOf(slices);
  }

  /** What was followed to its end. */
  static PullReport of(PullAsk ask, PullFollowing followed) {
    return new PullReport(
        String.valueOf(ask.id()),
        ask.source(),
        ask.ask(),
        ask.from(),
        ask.to(),
        followed.jobs().stream().map(PullJob::counts).reduce(PullCounts.NONE, PullCounts::plus),
        followed.jobs(),
        followed.slices());
  }

  void print(PrintStream out, boolean json) {
    if (json) {
      out.println(Output.json(this));
      return;
    }
    for (PullJob job : jobs) {
      PullCounts came = job.counts();
      out.printf(
          "%-28s %-9s %,d rows on %,d pages, %,d requests, %,d deliveries%s%n",
          source + "/" + job.api(),
          job.phase().name().toLowerCase(Locale.ROOT),
          came.rows(),
          came.pages(),
          came.requests(),
          came.deliveries(),
          came.unchanged() == 0 ? "" : ", %,d pages as before".formatted(came.unchanged()));
    }
    slices.stream()
        .limit(SHOWN)
        .forEach(
            slice ->
                out.printf(
                    "  %s  %s to %s  %,d rows, %,d pages%n",
                    slice.api(), slice.from(), slice.to(), slice.rows(), slice.pages()));
    if (slices.size() > SHOWN) {
      out.printf("  and %,d more slices; --json has all%n", slices.size() - SHOWN);
    }
    if (ask == PullAsk.Ask.COUNT) {
      out.println("dry run: nothing was published; add --apply to do it");
    }
  }

  /** The exit code of a backfill, or a failure that says why it did not come to its end. */
  int exitCode() {
    for (PullJob job : jobs) {
      switch (job.phase()) {
        case FAILED ->
            throw new CommandFailure(
                ExitCode.PROBLEMS,
                source
                    + "/"
                    + job.api()
                    + " failed: "
                    + job.error()
                    + "; mend that, then ask again");
        case CANCELLED ->
            throw new CommandFailure(
                ExitCode.UNSETTLED,
                source
                    + "/"
                    + job.api()
                    + " was cancelled by an operator; ask again to begin anew");
        case RUNNING, DONE -> {
          // Goes on, or went well.
        }
      }
    }
    return ExitCode.OK;
  }
}
