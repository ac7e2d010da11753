package dev.trunkline.workbench;

import dev.trunkline.store.Arrived;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a replay would do or did, for people and for scripts.
 *
 * @param selection as it is told
 * @param unkept definitions that are not in the archive yet; {@code --apply} puts them there
 * @param replayId null if nothing was written
 * @param forecast null if nothing was foretold
 * @param apply the command that does it
 */
record ReplayReport(
    Map<String, Object> selection,
    ReplayPlan plan,
    Set<String> unkept,
    @Nullable String replayId,
    @Nullable ForecastLines forecast,
    String apply) {

  /** {@code trunkline.normalizer.replay-rate}, if nobody has set it. */
  private static final int USUAL_RATE = 500;

  /** The same, with how what came compares with what was foretold. */
  ReplayReport with(List<Arrived> arrived) {
    ForecastLines told =
        forecast == null
            ? null
            : new ForecastLines(forecast.forecast(), arrived, forecast.reveal());
    return new ReplayReport(selection, plan, unkept, replayId, told, apply);
  }

  void print(PrintStream out, boolean json) {
    if (json) {
      out.println(Output.json(shown()));
      return;
    }
    out.printf(
        "%-22s %12s %12s %15s %12s  %s%n",
        "source", "deliveries", "duplicates", "bytes", "unchanged", "read by");
    for (ReplayPlan.OfSource of : plan.sources()) {
      out.printf(
          "%-22s %,12d %,12d %,15d %,12d  %s%s%n",
          of.source(),
          of.deliveries(),
          of.duplicates(),
          of.bytes(),
          of.unchanged(),
          of.definitionHash(),
          unkept.contains(of.definitionHash()) ? " (to be archived)" : "");
      if (of.first() != null) {
        out.printf("%-22s received %s to %s%n", "", of.first(), of.last());
      }
    }
    out.println();
    if (plan.notArchived() > 0) {
      out.printf(
          "%,d more deliveries have no payload in the archive any more and stay as they are%n",
          plan.notArchived());
    }
    if (forecast != null) {
      forecast.print(out);
    }
    if (replayId != null) {
      out.printf(
          "replay %s: %,d deliveries are in the lane; how far it is: trunkline status%n",
          replayId, plan.records());
    } else if (plan.records() == 0) {
      out.println("there is nothing to replay");
    } else {
      out.printf(
          "dry run: nothing was written; this replays %,d deliveries, which takes %,d s where the lane takes %d a second:%n  %s%n",
          plan.records(), (plan.records() + USUAL_RATE - 1) / USUAL_RATE, USUAL_RATE, apply);
    }
  }

  private Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("applied", replayId != null);
    if (replayId != null) {
      shown.put("replay_id", replayId);
    }
    shown.put("selection", selection);
    shown.put("deliveries", plan.deliveries());
    shown.put("duplicates", plan.duplicates());
    shown.put("bytes", plan.bytes());
    shown.put("unchanged", plan.unchanged());
    shown.put("not_archived", plan.notArchived());
    List<Map<String, Object>> sources = new ArrayList<>();
    plan.sources().forEach(of -> sources.add(shown(of)));
    shown.put("sources", sources);
    if (forecast != null) {
      shown.putAll(forecast.told());
    }
    if (replayId == null) {
      shown.put("apply", apply);
    }
    return shown;
  }

  private Map<String, Object> shown(ReplayPlan.OfSource of) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("source", of.source());
    shown.put("definition_hash", of.definitionHash());
    shown.put("definition_archived", !unkept.contains(of.definitionHash()));
    shown.put("deliveries", of.deliveries());
    shown.put("duplicates", of.duplicates());
    shown.put("bytes", of.bytes());
    shown.put("unchanged", of.unchanged());
    shown.put("not_archived", of.notArchived());
    if (of.first() != null) {
      shown.put("first_received_at", String.valueOf(of.first()));
      shown.put("last_received_at", String.valueOf(of.last()));
    }
    return shown;
  }
}
