package dev.trunkline.allinone.drill;

import dev.trunkline.load.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one seed, or of several on the same installation.
 *
 * @param sent requests, repeated ones included
 * @param acknowledged of them, those that were promised to be kept
 * @param refused answered with a status of 500 or more
 * @param settled from the end of the load until every stage had read all
 * @param stages how far each was behind then
 * @param verdict of the audit; null where the stages did not catch up
 * @param stuck why it was not drilled to its end, where something did not come up again
 */
record Outcome(
    List<Plan> plans,
    int sent,
    long acknowledged,
    long refused,
    Duration settled,
    List<Verdict.Stage> stages,
    @Nullable Verdict verdict,
    @Nullable String stuck) {

  /** Copies the lists. */
  Outcome {
    plans = List.copyOf(plans);
    stages = List.copyOf(stages);
  }

  /** Of a drill that was not brought to its end. */
  static Outcome stuck(List<Plan> plans, String reason) {
    return new Outcome(plans, 0, 0, 0, Duration.ZERO, List.of(), null, reason);
  }

  /** What {@code drill} is told to do the same again. */
  String again() {
    Plan first = plans.getFirst();
    return plans.size() == 1
        ? "--seed " + first.seed()
        : "--seed %d --seeds %d --together".formatted(first.seed(), plans.size());
  }

  List<Step> steps() {
    return plans.stream().flatMap(plan -> plan.steps().stream()).toList();
  }

  boolean holds() {
    return verdict != null && verdict.holds();
  }
}
