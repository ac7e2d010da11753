package dev.trunkline.load.vendor;

import java.time.Duration;
import java.util.SplittableRandom;

/** What is left to chance in a scenario, by seed. */
final class Chance {

  private final SplittableRandom random;
  private final Duration latest;

  Chance(long seed, Duration latest) {
    this.random = new SplittableRandom(seed);
    this.latest = latest;
  }

  /** From at once to the latest. */
  Duration late() {
    return Duration.ofMillis(random.nextLong(latest.toMillis() + 1));
  }

  /** Within the quarter of an hour in which the schedule tries often. */
  Duration soon() {
    return Duration.ofMillis(random.nextLong(Duration.ofMinutes(15).toMillis()));
  }

  /** One to three: fewer than the schedule has attempts within its first minutes. */
  int few() {
    return 1 + random.nextInt(3);
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  <T> T oneOf(T[] all) {
    return all[random.nextInt(all.length)];
  }
}
