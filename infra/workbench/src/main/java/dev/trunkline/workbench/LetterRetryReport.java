package dev.trunkline.workbench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What trying letters again would do or did, for people and for scripts; filled in on the way. */
final class LetterRetryReport {

  private final long open;
  private final LetterPlan plan;

  /** What today's definitions say to what the normalizer could not read. */
  LetterForecast.@Nullable Tally forecast;

  /** The replay that it takes. */
  @Nullable ReplayPlan replay;

  @Nullable String replayId;

  /** Letters of the writer's that were written for a try. */
  long rehearsed;

  long rehearsedPassing;

  /** Null while nothing was done. */
  @Nullable LetterOutcome outcome;

  LetterRetryReport(long open, LetterPlan plan) {
    this.open = open;
    this.plan = plan;
  }

  void print(String meant, PrintStream out, boolean json) {
    if (json) {
      out.println(Output.json(shown()));
      return;
    }
    out.printf("%,d open letters of %s%n", open, meant);
    LetterForecast.Tally tally = forecast;
    if (tally != null) {
      out.println("  " + LetterLines.told(tally, tally.letters()));
    }
    ReplayPlan deliveries = replay;
    if (deliveries != null) {
      out.printf(
          "  %,d by a replay of %,d deliveries and %,d that repeat them%n",
          plan.of(LetterWay.REPLAY).size(), deliveries.deliveries(), deliveries.duplicates());
    }
    line(out, LetterWay.WRITE, "are written into the tables");
    if (rehearsed > 0) {
      out.printf(
          "  of the first %,d of them the database would take %,d%n", rehearsed, rehearsedPassing);
    }
    line(out, LetterWay.ARCHIVE, "are put into the payload archive");
    line(out, LetterWay.PUT_BACK, "are asked for again");
    plan.left().forEach((why, count) -> out.printf("  %,d %s%n", count, why));
    if (later() > 0) {
      out.printf("  %,d are for the next run%n", later());
    }
    LetterOutcome done = outcome;
    if (done != null) {
      out.printf(
          "%,d resolved, %,d died again, %,d not certain yet%s%n",
          done.resolved(),
          done.diedAgain(),
          done.unsettled(),
          replayId == null ? "" : " (replay " + replayId + ")");
    } else if (plan.all().isEmpty()) {
      out.println("there is nothing to try again");
    } else {
      out.printf(
          "dry run: nothing was done; do it with: trunkline dead-letters retry %s --apply%n",
          meant);
    }
  }

  private long later() {
    return open
        - plan.all().size()
        - plan.left().values().stream().mapToLong(Long::longValue).sum();
  }

  private void line(PrintStream out, LetterWay way, String what) {
    if (!plan.of(way).isEmpty()) {
      out.printf("  %,d %s%n", plan.of(way).size(), what);
    }
  }

  private Map<String, @Nullable Object> shown() {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    LetterOutcome done = outcome;
    shown.put("applied", done != null);
    shown.put("open", open);
    shown.put("tried", plan.all().size());
    if (forecast != null) {
      shown.put("read_again", forecast.read());
      shown.put("would_pass", forecast.passing());
      shown.put("not_archived", forecast.gone());
    }
    if (replay != null) {
      shown.put("deliveries", replay.deliveries());
      shown.put("duplicates", replay.duplicates());
    }
    if (rehearsed > 0) {
      shown.put("rehearsed", rehearsed);
      shown.put("rehearsed_passing", rehearsedPassing);
    }
    shown.put("later", later());
    shown.put("replay_id", replayId);
    List<Map<String, Object>> left = new ArrayList<>();
    plan.left().forEach((why, count) -> left.add(Map.of("letters", count, "why", why)));
    shown.put("left", left);
    if (done != null) {
      shown.put("resolved", done.resolved());
      shown.put("died_again", done.diedAgain());
      shown.put("unsettled", done.unsettled());
    }
    shown.values().removeIf(value -> value == null);
    return shown;
  }
}
