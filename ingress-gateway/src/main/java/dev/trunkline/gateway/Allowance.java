package dev.trunkline.gateway;

import java.util.concurrent.TimeUnit;

/** So many a second, as a bucket that fills evenly. */
final class Allowance {

  private final int most;
  private final long nanosEach;
  private double left;
  private long filled;
  private boolean fresh = true;

  Allowance(int aSecond) {
    this.most = aSecond;
    this.nanosEach = TimeUnit.SECONDS.toNanos(1) / aSecond;
    this.left = aSecond;
  }

  /** Takes one; false if there is none left now. */
  synchronized boolean take(long now) {
    if (!fresh) {
      left = Math.min(most, left + (double) (now - filled) / nanosEach);
    }
    fresh = false;
    filled = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
