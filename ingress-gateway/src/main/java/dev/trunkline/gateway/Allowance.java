package dev.trunkline.gateway;

import dev.trunkline.vendors.Rate;

/** A rate as a bucket: full at first, refilled evenly. */
final class Allowance {

  private final int most;
  private final double nanosEach;
  private double left;
  private long filled;
  private boolean fresh = true;

  Allowance(Rate rate) {
    this.most = rate.most();
    this.nanosEach = (double) rate.per().toNanos() / most;
    this.left = most;
  }

  /**
   * Takes one.
   *
   * @param now as {@code System.nanoTime()} has it
   * @return 0; or, and none was taken, the nanoseconds until there is one
   */
  synchronized long take(long now) {
    if (!fresh) {
      left = Math.min(most, left + Math.max(0, now - filled) / nanosEach);
    }
    fresh = false;
    filled = now;
    if (left < 1) {
      return Math.max(1, (long) Math.ceil((1 - left) * nanosEach));
    }
    left--;
    return 0;
  }
}
