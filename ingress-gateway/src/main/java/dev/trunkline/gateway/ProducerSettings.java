package dev.trunkline.gateway;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the gateway's producer has beyond the house's settings, and why. */
final class ProducerSettings {

  /** Room for records that wait for a broker. */
  static final long BUFFER_BYTES = 64L * 1024 * 1024;

  private ProducerSettings() {}

  /**
   * The same, and what Kafka has not taken within the budget is given up: the journal has it then.
   */
  static Map<String, Object> within(String bootstrapServers, Duration budget) {
    Map<String, Object> config = of(bootstrapServers);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) budget.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) budget.toMillis());
    return config;
  }

  /** Settings for what gives the journal's entries to Kafka, however long that takes. */
  static Map<String, Object> patient(String bootstrapServers) {
    Map<String, Object> config = of(bootstrapServers);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "trunkline-journal");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    // Nobody waits for it, and what is given together goes as one request.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    // A batch that is given up may be there all the same, and what follows would overtake it.
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    // A leader that has just begun and knows nothing of the producer refuses the first request and
    // takes the second: from then on the first is out of order, for ever.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return config;
  }

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
