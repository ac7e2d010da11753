package dev.trunkline.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which certificate is shown, and what became of those that were to follow it. */
final class Certificates {

  private final MeterRegistry registry;
  private final Clock clock;
  private final Counter refused;
  private volatile @Nullable Certificate shown;
  private volatile @Nullable String refusal;

  Certificates(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.refused =
        Counter.builder("trunkline.gateway.certificate.refused")
            .description("renewed certificates that were not taken")
            .register(registry);
  }

  /** The one in force; null: there is no TLS. */
  @Nullable Certificate shown() {
    return shown;
  }

  /** This one is in force from now on. */
  void show(Certificate next) {
    if (shown == null) {
      Gauge.builder("trunkline.gateway.certificate.left.seconds", this, Certificates::left)
          .description("until the certificate in force ends; below 0 it has")
          .register(registry);
    }
    shown = next;
    refusal = null;
  }

  /**
   * One could not be taken. What others say of it may hold what is in its files: it is not told.
   */
  void refuse(RuntimeException why) {
    refused.increment();
    refusal =
        why instanceof Certificate.Unfit unfit
            ? String.valueOf(unfit.getMessage())
            : "it cannot be read (" + why.getClass().getSimpleName() + ")";
  }

  /**
   * That what would follow is not worse than what is shown.
   *
   * @throws Certificate.Unfit if it is over and the one in force is not
   */
  void check(Certificate next) {
    Certificate now = shown;
    if (now != null && isOver(next) && !isOver(now)) {
      throw new Certificate.Unfit("it is over since " + next.until());
    }
  }

  /** Null: there is no TLS. */
  @Nullable CertificateHealth health() {
    Certificate now = shown;
    return now == null
        ? null
        : new CertificateHealth(now.until(), Math.round(refused.count()), refusal);
  }

  private boolean isOver(Certificate certificate) {
    return certificate.until().isBefore(clock.instant());
  }

  private double left() {
    Certificate now = shown;
    return now == null
        ? Double.NaN
        : Duration.between(clock.instant(), now.until()).toMillis() / 1_000.0;
  }
}
