package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.load.Verdict;
import java.io.PrintStream;
import java.util.List;

/** A verdict for people, or as one JSON object. */
public final class AuditReport {

  private static final int SHOWN = 20;
  private static final int HOURS = 24;

  private AuditReport() {}

  /** Prints it. */
  public static void print(Verdict verdict, PrintStream out, boolean json) {
    if (json) {
      out.println(EventJson.mapper().writeValueAsString(verdict));
      return;
    }
    for (Verdict.Equation equation : verdict.equations()) {
      out.printf(
          "  %s  %-4s %-66s %,9d checked%n",
          equation.violations().isEmpty() ? "holds " : "BROKEN",
          equation.name(),
          equation.says(),
          equation.checked());
      equation.violations().stream()
          .limit(SHOWN)
          .flatMap(String::lines)
          .forEach(line -> out.println("          " + line));
      if (equation.violations().size() > SHOWN) {
        out.println("          and " + (equation.violations().size() - SHOWN) + " more");
      }
    }
    hours(verdict.hours(), out);
    out.println(verdict.holds() ? "audit: every equation holds" : "audit: a promise is violated");
  }

  private static void hours(List<Verdict.Hour> all, PrintStream out) {
    if (all.isEmpty()) {
      return;
    }
    List<Verdict.Hour> hours = all.subList(Math.max(0, all.size() - HOURS), all.size());
    if (hours.size() < all.size()) {
      out.println("  the last " + HOURS + " hours of " + all.size() + ":");
    }
    out.printf(
        "  %-17s %9s %9s %9s %9s %9s %9s%n",
        "hour (UTC)", "sent", "acked", "raw", "canonical", "dead", "rows");
    for (Verdict.Hour hour : hours) {
      out.printf(
          "  %-17s %,9d %,9d %,9d %,9d %,9d %,9d%n",
          hour.hour().toString().substring(0, 16).replace('T', ' '),
          hour.sent(),
          hour.acknowledged(),
          hour.raw(),
          hour.canonical(),
          hour.dead(),
          hour.rows());
    }
  }
}
