package dev.trunkline.load.vendor;

import java.time.Instant;

/** How far the requests for one thing have come in its behaviours. Safe for several threads. */
final class Progress {

  /**
   * What is done with one request.
   *
   * @param attempt of this thing, from 1
   */
  record Turn(int attempt, Behaviour behaviour) {}

  private final Behaviours behaviours;
  private int attempts;
  private int step;
  private int used;

  Progress(Behaviours behaviours) {
    this.behaviours = behaviours;
  }

  synchronized Turn next(Instant now) {
    attempts++;
    while (step < behaviours.steps().size() && behaviours.steps().get(step).over(used, now)) {
      step++;
      used = 0;
    }
    used++;
    return new Turn(
        attempts,
        step < behaviours.steps().size()
            ? behaviours.steps().get(step).behaviour()
            : Behaviour.PROPER);
  }
}
