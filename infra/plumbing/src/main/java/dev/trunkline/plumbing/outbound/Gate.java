package dev.trunkline.plumbing.outbound;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Breaker, places and rate of one key. Says yes or no at once; nobody waits here. */
final class Gate {

  private static final Duration A_PLACE_IS_FREE = Duration.ofSeconds(2);

  private final Lane lane;
  private final CircuitBreaker breaker;
  private final Bulkhead places;
  private final @Nullable RateLimiter rate;
  private final Clock clock;
  private final Duration breakerOpen;
  private volatile Instant opened = Instant.MIN;

  Gate(Lane lane, CircuitBreaker breaker, Duration breakerOpen, Clock clock) {
    this.lane = lane;
    this.breaker = breaker;
    this.breakerOpen = breakerOpen;
    this.clock = clock;
    this.places =
        Bulkhead.of(
            lane.key(),
            BulkheadConfig.custom()
                .maxConcurrentCalls(lane.atOnce())
                .maxWaitDuration(Duration.ZERO)
                .build());
    this.rate =
        lane.perSecond() == null ? null : RateLimiter.of(lane.key(), rate(lane.perSecond()));
    breaker
        .getEventPublisher()
        .onStateTransition(
            change -> {
              if (change.getStateTransition().getToState() == State.OPEN) {
                opened = clock.instant();
              }
            });
  }

  private static RateLimiterConfig rate(double perSecond) {
    boolean often = perSecond >= 1;
    return RateLimiterConfig.custom()
        .limitForPeriod(often ? (int) perSecond : 1)
        .limitRefreshPeriod(Duration.ofNanos(often ? 1_000_000_000L : (long) (1e9 / perSecond)))
        .timeoutDuration(Duration.ZERO)
        .build();
  }

  Lane lane() {
    return lane;
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  /** 0 closed, 1 half open, 2 open. */
  double state() {
    return switch (breaker.getState()) {
      case CLOSED, DISABLED, METRICS_ONLY -> 0;
      case HALF_OPEN -> 1;
      case OPEN, FORCED_OPEN -> 2;
    };
  }

  /** Null when the request may go; then {@link #left} must be called. */
  @Nullable Refused enter() {
    if (!breaker.tryAcquirePermission()) {
      return new Refused("the vendor is left alone after too many failures", untilHalfOpen());
    }
    if (!places.tryAcquirePermission()) {
      breaker.releasePermission();
      return new Refused("all " + lane.atOnce() + " places are taken", A_PLACE_IS_FREE);
    }
    if (rate != null && !rate.acquirePermission()) {
      places.releasePermission();
      breaker.releasePermission();
      Duration period = rate.getRateLimiterConfig().getLimitRefreshPeriod();
      return new Refused("the rate of " + lane.perSecond() + " a second is used up", period);
    }
    return null;
  }

  /** The request is over. Null health: it told nothing about the vendor. */
  void left(@Nullable Boolean healthy, long nanos) {
    places.onComplete();
    if (healthy == null) {
      breaker.releasePermission();
    } else if (healthy) {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, new Sick());
    }
  }

  private Duration untilHalfOpen() {
    Instant from = opened;
    Duration gone =
        from.equals(Instant.MIN) ? Duration.ZERO : Duration.between(from, clock.instant());
    Duration left = breakerOpen.minus(gone);
    // Half open, with its trial requests under way, is soon decided.
    return left.compareTo(A_PLACE_IS_FREE) < 0 ? A_PLACE_IS_FREE : left;
  }

  /** What the breaker counts; nobody catches it. */
  private static final class Sick extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Sick() {
      super(null, null, false, false);
    }
  }
}
