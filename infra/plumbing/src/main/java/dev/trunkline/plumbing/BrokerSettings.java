package dev.trunkline.plumbing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Kafka is, by Spring's usual name.
 *
 * @param bootstrapServers {@code host:port} of one broker or several, separated by commas; the
 *     others are asked of them
 */
@ConfigurationProperties("spring.kafka")
record BrokerSettings(@Nullable String bootstrapServers) {

  String required() {
    if (bootstrapServers == null || bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("spring.kafka.bootstrap-servers is missing");
    }
    return bootstrapServers;
  }
}
