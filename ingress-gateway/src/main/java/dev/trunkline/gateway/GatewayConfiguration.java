package dev.trunkline.gateway;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.SyncDoor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway in a Spring application: needs the doors, a meter registry, a clock, and Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GatewaySettings.class, OperatorSettings.class})
public class GatewayConfiguration {

  @Bean
  OperatorTokens operatorTokens(OperatorSettings settings) {
    return OperatorTokens.of(settings.tokens());
  }

  @Bean(destroyMethod = "") // the lifecycle closes it, in its turn
  Gateway gateway(
      GatewaySettings settings,
      List<Door> doors,
      List<SyncDoor> syncDoors,
      OperatorTokens tokens,
      MeterRegistry registry,
      Clock clock,
      @Value("${spring.kafka.bootstrap-servers}") String bootstrapServers) {
    return new Gateway(settings, bootstrapServers, doors, syncDoors, tokens, registry, clock);
  }

  @Bean
  GatewayLifecycle gatewayLifecycle(Gateway gateway) {
    return new GatewayLifecycle(gateway);
  }
}
