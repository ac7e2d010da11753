package dev.trunkline.normalizer;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** The most deliveries that a replay lane reads in a second, spread over it. */
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
}
