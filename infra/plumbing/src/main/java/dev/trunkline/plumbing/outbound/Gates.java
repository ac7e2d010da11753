package dev.trunkline.plumbing.outbound;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The gates by key. Of more keys than it holds, the one longest unused is forgotten. */
final class Gates {

  private static final int MOST = 1000;

  private final Map<String, Gate> byKey = new LinkedHashMap<>(16, 0.75f, true);
  private final OutboundSettings settings;
  private final Clock clock;
  private final MeterRegistry meters;
  private final CircuitBreakerConfig breakers;

  Gates(OutboundSettings settings, Clock clock, MeterRegistry meters) {
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
    this.breakers =
        CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(settings.breakerWindow())
            .minimumNumberOfCalls(Math.max(1, settings.breakerWindow() / 2))
            .failureRateThreshold(50)
            .waitDurationInOpenState(settings.breakerOpen())
            .permittedNumberOfCallsInHalfOpenState(2)
            .clock(clock)
            .build();
  }

  /** The key's gate. Places and rate that a changed definition states anew apply at once. */
  synchronized Gate of(Lane lane) {
    Gate known = byKey.get(lane.key());
    if (known != null && known.lane().equals(lane)) {
      return known;
    }
    CircuitBreaker breaker =
        known == null ? CircuitBreaker.of(lane.key(), breakers) : known.breaker();
    Gate gate = new Gate(lane, breaker, settings.breakerOpen(), clock);
    byKey.put(lane.key(), gate);
    if (known == null) {
      Gauge.builder("trunkline.outbound.breaker", () -> state(lane.key()))
          .description("0 closed, 1 half open, 2 open")
          .tag("key", lane.key())
          .register(meters);
      forgetOne();
    }
    return gate;
  }

  private synchronized double state(String key) {
    // Iterated, because a look-up would count as use.
    return byKey.entrySet().stream()
        .filter(entry -> entry.getKey().equals(key))
        .findFirst()
        .map(entry -> entry.getValue().state())
        .orElse(Double.NaN);
  }

  private void forgetOne() {
    if (byKey.size() > MOST) {
      String eldest = byKey.keySet().iterator().next();
      byKey.remove(eldest);
      meters.find("trunkline.outbound.breaker").tag("key", eldest).meters().forEach(meters::remove);
      meters
          .find("trunkline.outbound.requests")
          .tag("key", eldest)
          .meters()
          .forEach(meters::remove);
    }
  }
}
