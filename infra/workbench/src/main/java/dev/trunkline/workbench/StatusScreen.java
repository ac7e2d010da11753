package dev.trunkline.workbench;

import dev.trunkline.store.Letters;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** A status as people read it: time first, because a number of records says nothing of it. */
final class StatusScreen {

  private StatusScreen() {}

  static void print(Status status, PrintStream out) {
    out.printf("health   %s   gateway %s%n%n", status.health(), status.gateway());
    out.printf("%-24s %14s  %s%n", "stage", "seconds behind", "");
    status
        .stages()
        .forEach(
            (stage, behind) -> line(stage, behind.secondsBehind(), behind.recordsBehind(), out));
    for (Unfinished waits : status.unfinished()) {
      line(waits.where(), waits.oldestSeconds(), waits.count(), out);
    }
    out.printf("%n%-22s %10s %8s %8s  %s%n", "source", "deliveries", "calls", "leads", "last");
    for (Map<String, Object> source : status.sources()) {
      out.printf(
          "%-22s %10s %8s %8s  %s%n",
          source.get("source"),
          source.get("deliveries"),
          source.get("calls"),
          source.get("leads_touched"),
          source.get("last_delivery_at"));
    }
    if (!status.pulls().isEmpty()) {
      out.printf("%n%-24s %-24s %12s  %s%n", "pulls", "fetched up to", "seconds ago", "next");
    }
    for (PollStatus pull : status.pulls()) {
      pull(pull, out);
    }
    SourceLines.print(status.watch(), out);
    Letters.Open dead = status.deadLetters();
    if (dead.letters() > 0) {
      out.printf(
          "%n%,d dead letters in %,d groups; see: trunkline dead-letters list%n",
          dead.letters(), dead.groups());
    }
  }

  private static void line(String where, double seconds, long count, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-24s %14.1f  %s%n",
        where,
        seconds,
        count == 0 ? "" : "%,d".formatted(count));
  }

  private static void pull(PollStatus pull, PrintStream out) {
    out.printf(
        "%s%-22s %-24s %12s  %s%s%n",
        pull.failures() > 0 ? "! " : "  ",
        pull.source() + "/" + pull.api(),
        pull.at() == null ? "-" : pull.at(),
        pull.ageSeconds() == null ? "-" : "%,.1f".formatted(pull.ageSeconds()),
        pull.due() == null ? "at once" : pull.due(),
        pull.failures() == 0
            ? ""
            : "  failed %,d times: %s".formatted(pull.failures(), pull.error()));
  }
}
