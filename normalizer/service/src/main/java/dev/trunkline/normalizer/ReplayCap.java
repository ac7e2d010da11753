package dev.trunkline.normalizer;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.springframework.kafka.listener.BatchInterceptor;

/**
 * The most deliveries that a replay lane reads in a second, spread over it. A batch waits for its
 * turn before its transaction begins: while one is open, nothing that stands behind it on a topic
 * is read, and so a replay that waits would hold up live events.
 */
final class ReplayCap {

  private static final int TIMES_A_SECOND = 10;

  private ReplayCap() {}

  /** A cap of so many a second; who asks waits. */
  static RateLimiter of(int rate) {
    int permits = Math.max(1, rate / TIMES_A_SECOND);
    return RateLimiter.of(
        "replay",
        RateLimiterConfig.custom()
            .limitForPeriod(permits)
            .limitRefreshPeriod(Duration.ofNanos(1_000_000_000L * permits / rate))
            // One reader waits for one period at most; the rest is for a machine that stands still.
            .timeoutDuration(Duration.ofMinutes(1))
            .build());
  }

  /** Lets batches through at the pace of a cap. */
  static BatchInterceptor<String, byte[]> before(RateLimiter cap) {
    return (batch, consumer) -> {
      RateLimiter.waitForPermission(cap, batch.count());
      return batch;
    };
  }
}
