package dev.trunkline.gateway;

import dev.trunkline.gateway.journal.Journal;
import dev.trunkline.gateway.journal.JournalHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What is measured of the journal. */
final class JournalMeters {

  private JournalMeters() {}

  static void register(MeterRegistry registry, Journal journal) {
    gauge(registry, journal, "waiting", "entries that Kafka has not taken", JournalHealth::waiting);
    gauge(
        registry,
        journal,
        "kept",
        "entries that are kept, those waiting included",
        JournalHealth::kept);
    gauge(registry, journal, "bytes", "of all that are kept", JournalHealth::bytes);
    gauge(
        registry,
        journal,
        "age.seconds",
        "of the oldest entry that Kafka has not taken",
        health -> health.oldest().toMillis() / 1_000.0);
    gauge(
        registry,
        journal,
        "refusing",
        "1 where a delivery that came now would be refused",
        health -> health.refusing() == null ? 0 : 1);
    gauge(
        registry,
        journal,
        "quarantined",
        "rows that could not be read back since the start",
        JournalHealth::quarantined);
  }

  private static void gauge(
      MeterRegistry registry,
      Journal journal,
      String name,
      String description,
      ToDoubleFunction<JournalHealth> value) {
    Gauge.builder("trunkline.journal." + name, journal, j -> value.applyAsDouble(j.health()))
        .description(description)
        .register(registry);
  }
}
