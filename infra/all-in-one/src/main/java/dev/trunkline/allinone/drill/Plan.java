package dev.trunkline.allinone.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What goes wrong in the drill of one seed, and when. Pure: the same seed has the same plan. */
record Plan(long seed, List<Step> steps) {

  private static final int LEAST = 3;
  private static final int MOST = 5;
  private static final int SHORTEST_MILLIS = 300;

  /** Beyond the session of a group's member (6 s). */
  private static final int LONGEST_MILLIS = 8_000;

  /** Copies the list. */
  Plan {
    steps = List.copyOf(steps);
  }

  /**
   * The plan of a seed: 3 to 5 faults. One goes round with the seeds, so that as many seeds as
   * there are faults have had them all; of the others every kind is as likely as another.
   *
   * @param during what all of them begin in
   * @param faults to choose of
   */
  static Plan of(long seed, Duration during, List<Fault> faults) {
    Random random = new Random(seed);
    List<Fault> round = new ArrayList<>(faults);
    Collections.shuffle(round, new Random(Math.floorDiv(seed, faults.size())));
    List<Kind> kinds = faults.stream().map(Fault::kind).distinct().toList();
    List<Step> steps = new ArrayList<>();
    int count = LEAST + random.nextInt(MOST - LEAST + 1);
    for (int i = 0; i < count; i++) {
      Fault fault =
          i == 0
              ? round.get(Math.floorMod(seed, faults.size()))
              : of(faults, kinds.get(random.nextInt(kinds.size())), random);
      steps.add(
          new Step(
              Duration.ofMillis(random.nextInt(Math.toIntExact(during.toMillis()))),
              fault,
              Duration.ofMillis(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS)),
              random.nextLong()));
    }
    steps.sort(Comparator.comparing(Step::at));
    return new Plan(seed, steps);
  }

  private static Fault of(List<Fault> faults, Kind kind, Random random) {
    List<Fault> some = faults.stream().filter(fault -> fault.kind() == kind).toList();
    return some.get(random.nextInt(some.size()));
  }
}
