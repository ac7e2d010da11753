package dev.trunkline.allinone;

import dev.trunkline.gateway.CertificateHealth;
import dev.trunkline.gateway.Gateway;
import dev.trunkline.gateway.GatewayHealth;
import dev.trunkline.gateway.KeepingSettings;
import dev.trunkline.gateway.ProofUse;
import dev.trunkline.gateway.journal.JournalHealth;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.LoopStage;
import dev.trunkline.store.Store;
import dev.trunkline.workbench.SourceLook;
import dev.trunkline.workbench.Watched;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * What the health page shows of an installation: the door, the definitions, the broker, the
 * database.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  @Bean("gatewayHealthIndicator")
  HealthIndicator gateway(Gateway gateway, KeepingSettings keeping) {
    return () -> {
      GatewayHealth health = gateway.health();
      Health.Builder page = health.healthy() ? Health.up() : Health.down();
      return page.withDetail("listening", health.listening())
          .withDetail("unknownTopics", health.unknownTopics())
          .withDetail("bytesInFlight", health.bytesInFlight())
          .withDetail("durability", keeping.durability().name().toLowerCase(Locale.ROOT))
          .withDetails(journal(health.journal()))
          .withDetails(certificate(health.certificate()))
          .withDetail("proofs", health.proofs().stream().map(HealthConfiguration::proof).toList())
          .build();
    };
  }

  private static Map<String, ?> certificate(@Nullable CertificateHealth certificate) {
    return certificate == null
        ? Map.of("certificate", "none")
        : Map.of(
            "certificate",
            Map.of(
                "until", certificate.until().toString(),
                "refused", certificate.refused(),
                "refusal", certificate.refusal() == null ? "none" : certificate.refusal()));
  }

  private static Map<String, ?> proof(ProofUse use) {
    return Map.of(
        "source", use.source(),
        "door", use.door(),
        "kind", use.kind(),
        "secrets", use.secrets().stream().map(HealthConfiguration::secret).toList());
  }

  /** Times that are not known are left out. */
  private static Map<String, String> secret(ProofUse.SecretUse use) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("name", use.name());
    said.put("watchedSince", use.watchedSince().toString());
    put(said, "lastProven", use.lastProven());
    put(said, "notBefore", use.notBefore());
    put(said, "notAfter", use.notAfter());
    return said;
  }

  private static void put(Map<String, String> said, String name, @Nullable Instant time) {
    if (time != null) {
      said.put(name, time.toString());
    }
  }

  private static Map<String, ?> journal(@Nullable JournalHealth journal) {
    return journal == null
        ? Map.of("journal", "none")
        : Map.of(
            "journal",
            Map.of(
                "refusing", journal.refusing() == null ? "nothing" : journal.refusing().wire(),
                "waiting", journal.waiting(),
                "kept", journal.kept(),
                "bytes", journal.bytes(),
                "oldestSeconds", journal.oldest().toSeconds(),
                "quarantined", journal.quarantined()));
  }

  /** Which source has fallen silent, and why: an alarm, and no illness of ours. */
  @Bean
  SourceAlarms sourceAlarms(
      Store store, KafkaClients clients, InForce inForce, Clock clock, MeterRegistry meters) {
    return new SourceAlarms(
        new SourceLook(store, clients, () -> Optional.of(Watched.of(inForce.get())), clock)::look,
        Duration.ofMinutes(1),
        meters);
  }

  /** Which stages run. One that stopped by itself lost nothing, and needs a restart. */
  @Bean("stagesHealthIndicator")
  HealthIndicator stages(
      Map<String, MessageListenerContainer> readers, Map<String, LoopStage<?>> loops) {
    return () -> {
      Map<String, Boolean> running = new TreeMap<>();
      readers.forEach((name, reader) -> running.put(name, reader.isInExpectedState()));
      loops.forEach((name, loop) -> running.put(name, loop.isRunning()));
      return (running.containsValue(false) ? Health.down() : Health.up())
          .withDetail("running", running)
          .build();
    };
  }

  /** A refusal is no illness: what was in force before stays so. */
  @Bean("vendorsHealthIndicator")
  HealthIndicator vendors(DefinitionWatch watch) {
    return () -> {
      DefinitionWatch.Status status = watch.status();
      Map<String, String> vendors = new TreeMap<>();
      status.active().vendors().all().forEach(v -> vendors.put(v.vendor(), v.contentHash()));
      Map<String, String> sources = new TreeMap<>();
      status
          .active()
          .sources()
          .all()
          .forEach(source -> sources.put(source.id(), status.active().hash(source)));
      Health.Builder page =
          Health.up()
              .withDetail("vendors", vendors)
              .withDetail("sources", sources)
              .withDetail("refused", status.refusals());
      if (status.waiting() != null) {
        page.withDetail("waiting", status.waiting());
      }
      return page.build();
    };
  }

  @Bean("kafkaHealthIndicator")
  HealthIndicator kafka(Servers servers) {
    return () ->
        servers
            .broker()
            .stopped()
            .map(reason -> Health.down().withDetail("stopped", reason).build())
            .orElseGet(
                () ->
                    Health.up()
                        .withDetail("bootstrapServers", servers.broker().now().bootstrapServers())
                        .build());
  }

  @Bean("postgresHealthIndicator")
  HealthIndicator postgres(Servers servers) {
    return () ->
        (servers.postgres().stopped().isEmpty() ? Health.up() : Health.down())
            .withDetail("port", servers.postgres().now().port())
            .build();
  }
}
