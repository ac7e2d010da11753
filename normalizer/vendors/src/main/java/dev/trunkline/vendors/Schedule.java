package dev.trunkline.vendors;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * When a recording is looked for.
 *
 * @param first wait from the call's end to the first attempt; positive
 * @param then waits between each attempt and the next; positive, may be empty
 */
public record Schedule(Duration first, List<Duration> then) {

  /** The vendors' usual one: SyncedUp's, which lives with Convoso. */
  static final Schedule USUAL =
      new Schedule(Duration.ofMinutes(2), minutes(2, 2, 2, 2, 2, 5, 10, 20, 40, 60, 60, 180));

  /** Copies the list and refuses waits that are none. */
  public Schedule {
    then = List.copyOf(then);
    if (!isPositive(first) || !then.stream().allMatch(Schedule::isPositive)) {
      throw new IllegalArgumentException("a wait must be positive");
    }
  }

  /** How many attempts there are, at least one. */
  public int attempts() {
    return then.size() + 1;
  }

  private static boolean isPositive(Duration wait) {
    return !wait.isNegative() && !wait.isZero();
  }

  private static List<Duration> minutes(int... minutes) {
    return Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList();
  }
}
