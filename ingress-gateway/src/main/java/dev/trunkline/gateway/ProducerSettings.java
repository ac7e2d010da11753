package dev.trunkline.gateway;

import dev.trunkline.plumbing.KafkaClients;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the gateway's producer has beyond the house's settings, and why. */
final class ProducerSettings {

  /** Room for records that wait for a broker. */
  static final long BUFFER_BYTES = 64L * 1024 * 1024;

  private ProducerSettings() {}

  /** Settings for these brokers. */
  static Map<String, Object> of(String bootstrapServers) {
    Map<String, Object> config = new KafkaClients(bootstrapServers).producer();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "trunkline-gateway");
    // send() is called on the event loop, which must never wait. Metadata is fetched ahead and kept
    // (see Topography), bytes in flight stay below the buffer (see InFlight); should either fail
    // us, the send fails at once and the vendor is told 503.
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    // A broker that comes back is found again within half a second.
    config.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50);
    config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
    config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }
}
