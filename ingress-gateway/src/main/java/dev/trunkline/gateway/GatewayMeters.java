package dev.trunkline.gateway;

import dev.trunkline.vendors.Door;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** What the gateway counts. Tags are sources and reasons only: both are few. */
final class GatewayMeters {

  /** In place of a source where no door was found. */
  static final String NO_SOURCE = "none";

  private final MeterRegistry registry;
  private final SecretWatch secrets;
  private final Map<String, Counter> accepted = new ConcurrentHashMap<>();
  private final Map<Refused, Counter> refused = new ConcurrentHashMap<>();
  private final Map<String, Counter> unrecorded = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Timer answers;
  private final Counter displaced;

  private final Map<Proven, Counter> proven = new ConcurrentHashMap<>();

  private record Proven(String source, String proof) {}

  private record Refused(String source, Refusal reason) {}

  GatewayMeters(MeterRegistry registry, InFlight inFlight, SecretWatch secrets) {
    this.registry = registry;
    this.secrets = secrets;
    this.answers =
        Timer.builder("trunkline.gateway.answer")
            .description("from the request's headers to its answer")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofNanos(100_000))
            .maximumExpectedValue(Duration.ofSeconds(15))
            .register(registry);
    Gauge.builder("trunkline.gateway.inflight.bytes", inFlight, InFlight::bytes)
        .description("bytes read or sent and not settled")
        .register(registry);
    Gauge.builder("trunkline.gateway.inflight.requests", open, AtomicInteger::get)
        .description("requests that wait for their answer")
        .register(registry);
    displaced =
        Counter.builder("trunkline.gateway.displaced")
            .description("connections closed to make room for others")
            .register(registry);
  }

  /** Shows how many connections are open. */
  void connections(IntSupplier count) {
    Gauge.builder("trunkline.gateway.connections", count, IntSupplier::getAsInt)
        .description("open connections")
        .strongReference(true)
        .register(registry);
  }

  void displaced() {
    displaced.increment();
  }

  void begun() {
    open.incrementAndGet();
  }

  /** Counts a request that has its answer, or whose caller went away before it. */
  void ended(long nanos) {
    open.decrementAndGet();
    answers.record(nanos, TimeUnit.NANOSECONDS);
  }

  void accepted(String source) {
    accepted
        .computeIfAbsent(source, s -> registry.counter("trunkline.gateway.accepted", "source", s))
        .increment();
  }

  /** Counts what proved a request, secret by secret, and how old it was. */
  void proven(Door door, Verdict.Genuine genuine) {
    String source = door.source();
    for (String proof : genuine.proof().split(",", -1)) {
      secrets.proven(door, proof);
      proven
          .computeIfAbsent(
              new Proven(source, proof),
              p ->
                  registry.counter(
                      "trunkline.gateway.proven", "source", p.source(), "proof", p.proof()))
          .increment();
    }
    for (Verdict.Signed signed : genuine.signed()) {
      registry
          .timer("trunkline.gateway.signature.skew", "source", source)
          .record(signed.age().abs());
    }
  }

  /** Counts a request that was kept already, and came again. */
  void replayed(String source) {
    registry.counter("trunkline.gateway.replayed", "source", source).increment();
  }

  /** Counts what an operator asked for. */
  void asked(String source) {
    registry.counter("trunkline.gateway.asked", "source", source).increment();
  }

  void refused(String source, Refusal reason) {
    refused
        .computeIfAbsent(
            new Refused(source, reason),
            r ->
                registry.counter(
                    "trunkline.gateway.refused", "source", r.source(), "reason", r.reason().code()))
        .increment();
  }

  /** Counts a caller that went away before its body had come or its answer could be given. */
  void gone(String source) {
    registry.counter("trunkline.gateway.gone", "source", source).increment();
  }

  /** Counts a refused request that is not on {@code rejected.v1}. */
  void unrecorded(String reason) {
    unrecorded
        .computeIfAbsent(
            reason, r -> registry.counter("trunkline.gateway.rejected.dropped", "reason", r))
        .increment();
  }
}
