package dev.trunkline.plumbing.failure;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/** How long a batch waits for its next try. None is ever the last. */
final class Waits {

  private Waits() {}

  static BackOff after(Throwable failure) {
    return switch (FailurePolicy.of(failure).verdict()) {
      case RETRY_BATCH -> growing(100, 1_000);
      case PAUSE -> growing(200, 5_000);
      // Nobody isolated it: the listener must be mended, and until then it is only slow.
      case ISOLATE -> growing(1_000, 10_000);
      case STOP -> new FixedBackOff(0, 0);
    };
  }

  static ExponentialBackOff growing(long first, long most) {
    ExponentialBackOff wait = new ExponentialBackOff(first, 2);
    wait.setMaxInterval(most);
    // Two that met do not meet again.
    wait.setJitter(first / 2);
    return wait;
  }
}
