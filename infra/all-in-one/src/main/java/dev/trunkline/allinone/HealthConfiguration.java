package dev.trunkline.allinone;

import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.gateway.Gateway;
import dev.trunkline.gateway.GatewayHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the health page shows of an installation: the door, the broker, the database. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  @Bean("gatewayHealthIndicator")
  HealthIndicator gateway(Gateway gateway) {
    return () -> {
      GatewayHealth health = gateway.health();
      Health.Builder page = health.healthy() ? Health.up() : Health.down();
      return page.withDetail("listening", health.listening())
          .withDetail("unknownTopics", health.unknownTopics())
          .withDetail("bytesInFlight", health.bytesInFlight())
          // One broker's acknowledgement is in the page cache: it outlives kill -9, not a power
          // cut.
          .withDetail("durability", "one broker, page cache")
          .build();
    };
  }

  @Bean("kafkaHealthIndicator")
  HealthIndicator kafka(EmbeddedBroker broker) {
    return () ->
        broker
            .failure()
            .map(reason -> Health.down().withDetail("stopped", reason).build())
            .orElseGet(
                () ->
                    Health.up().withDetail("bootstrapServers", broker.bootstrapServers()).build());
  }

  @Bean("postgresHealthIndicator")
  HealthIndicator postgres(EmbeddedPostgres postgres) {
    return () ->
        (postgres.isAlive() ? Health.up() : Health.down())
            .withDetail("port", postgres.port())
            .build();
  }
}
