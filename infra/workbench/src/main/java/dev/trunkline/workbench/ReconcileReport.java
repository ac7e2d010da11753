package dev.trunkline.workbench;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.Reconciliation;
import java.io.PrintStream;
import java.util.List;

/**
 * What a vendor's list said of our rows; the JSON has the same names.
 *
 * @param pull the job
 * @param days each with each of the vendor's histories, in the order of time
 */
record ReconcileReport(PullReport pull, List<Reconciliation> days) {

  /** Copies the list. */
  ReconcileReport {
    days = List.copyOf(days);
  }

  /** How many rows are missing or differ now. */
  long unsettled() {
    return days.stream().mapToLong(day -> day.missing() + day.differing() - day.healed()).sum();
  }

  void print(PrintStream out, boolean json) {
    if (json) {
      out.println(Output.json(this));
      return;
    }
    for (Reconciliation day : days) {
      out.printf(
          "%s  %-24s listed %,d  missing %,d  differing %,d  contradicted %,d  extra %,d  healed %,d%n",
          day.day(),
          day.source() + "/" + day.api(),
          day.listed(),
          day.missing(),
          day.differing(),
          day.contradicted(),
          day.extra(),
          day.healed());
    }
    if (unsettled() > 0) {
      out.printf(
          "%,d rows are missing or differ%s%n",
          unsettled(),
          pull.ask() == PullAsk.Ask.COMPARE ? "; add --apply to fetch them" : " still");
    }
  }
}
