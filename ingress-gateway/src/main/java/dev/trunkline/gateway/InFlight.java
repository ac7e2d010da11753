package dev.trunkline.gateway;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of bodies that are being read, or given to the producer and not settled. Bounded, so that
 * neither the heap nor the producer's buffer fills: what does not fit is answered 503 at once.
 */
final class InFlight {

  private final long limit;
  private final AtomicLong bytes = new AtomicLong();

  /** Room for {@code limit} bytes. */
  InFlight(long limit) {
    this.limit = limit;
  }

  /** Takes room; false, and none taken, if there is not enough. */
  boolean take(long wanted) {
    if (bytes.addAndGet(wanted) > limit) {
      bytes.addAndGet(-wanted);
      return false;
    }
    return true;
  }

  /** Whether more than three quarters are taken. */
  boolean isScarce() {
    return bytes.get() > limit / 4 * 3;
  }

  /** Gives room back. */
  void give(long taken) {
    bytes.addAndGet(-taken);
  }

  /** Bytes taken now. */
  long bytes() {
    return bytes.get();
  }
}
