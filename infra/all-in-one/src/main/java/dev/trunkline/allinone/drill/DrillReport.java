package dev.trunkline.allinone.drill;

import dev.trunkline.load.Verdict;
import dev.trunkline.workbench.AuditReport;
import dev.trunkline.workbench.ExitCode;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells people what a drill did, and what came of it. */
final class DrillReport {

  private DrillReport() {}

  /** Before it begins: should it hang, this says in what. */
  static void plan(Plan plan, PrintStream out) {
    out.printf(
        "seed %d: %s%n",
        plan.seed(),
        plan.steps().stream()
            .map(
                step ->
                    "%s at %.1f s for %.1f s"
                        .formatted(
                            step.fault(),
                            step.at().toMillis() / 1000.0,
                            step.lasts().toMillis() / 1000.0))
            .collect(Collectors.joining(", ")));
  }

  /** One line of what came of it; where something does not hold, the audit. */
  static void line(Outcome outcome, PrintStream out) {
    Verdict verdict = outcome.verdict();
    if (outcome.stuck() != null) {
      out.printf("BROKEN  %s  stuck: %s%n", outcome.again(), outcome.stuck());
      return;
    }
    out.printf(
        "%s  %s  %,d sent, %,d acknowledged, %,d answered 5xx, all read after %.1f s: %s%n",
        outcome.holds() ? "holds " : "BROKEN",
        outcome.again(),
        outcome.sent(),
        outcome.acknowledged(),
        outcome.refused(),
        outcome.settled().toMillis() / 1000.0,
        outcome.steps().stream()
            .map(step -> step.fault().toString())
            .collect(Collectors.joining(", ")));
    if (verdict == null) {
      out.println("          the stages did not catch up:");
      outcome
          .stages()
          .forEach(
              stage ->
                  out.printf(
                      "          %-22s %,6d to read, the oldest for %d s%n",
                      stage.stage(), stage.records(), stage.oldestSeconds()));
    } else if (!verdict.holds()) {
      AuditReport.print(verdict, out, false);
    }
  }

  /** How many of each fault, and whether all holds. */
  static void sum(List<Outcome> outcomes, PrintStream out) {
    Map<String, Long> made =
        outcomes.stream()
            .flatMap(outcome -> outcome.steps().stream())
            .collect(
                Collectors.groupingBy(
                    step -> step.fault().toString(), TreeMap::new, Collectors.counting()));
    made.forEach((fault, count) -> out.printf("  %,5d  %s%n", count, fault));
    List<String> broken =
        outcomes.stream().filter(outcome -> !outcome.holds()).map(Outcome::again).toList();
    out.printf(
        "%,d seeds, %,d faults, %,d sent, %,d acknowledged: %s%n",
        outcomes.stream().mapToInt(outcome -> outcome.plans().size()).sum(),
        made.values().stream().mapToLong(Long::longValue).sum(),
        outcomes.stream().mapToLong(Outcome::sent).sum(),
        outcomes.stream().mapToLong(Outcome::acknowledged).sum(),
        broken.isEmpty()
            ? "0 lost, 0 doubled, every equation holds"
            : "NOT everything holds; again with: trunkline drill " + String.join("; ", broken));
  }

  /** A violated promise weighs more than stages that did not catch up. */
  static int exitCode(List<Outcome> outcomes) {
    if (outcomes.stream().allMatch(Outcome::holds)) {
      return ExitCode.OK;
    }
    return outcomes.stream().anyMatch(o -> o.verdict() != null && !o.holds())
        ? ExitCode.PROBLEMS
        : ExitCode.UNSETTLED;
  }
}
