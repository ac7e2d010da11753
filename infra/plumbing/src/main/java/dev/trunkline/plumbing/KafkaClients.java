package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.LoggingProducerListener;

/**
 * The client settings that the promises rest on, in one place. Values are always bytes: a record
 * that cannot be read must reach our code, not loop in a deserializer.
 *
 * @param bootstrapServers {@code host:port,…}
 */
public record KafkaClients(String bootstrapServers) {

  /** Header bytes a record may have beside its body. */
  private static final int HEADER_ROOM = 64 * 1024;

  /** A broker that flushes each batch, as ours does, is quicker with few large ones. */
  private static final int BATCH_BYTES = 128 * 1024;

  /** Settings of every client. */
  public Map<String, Object> common() {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return config;
  }

  /**
   * A producer whose acknowledgement means that the record is kept. {@code linger.ms} is 0: Kafka
   * 4's default of 5 holds few callers to a fraction of what they could send; under load records
   * gather into batches anyway while a request is on its way.
   */
  public Map<String, Object> producer() {
    Map<String, Object> config = common();
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    // A transaction that begins before the markers of the last are written is told to try again;
    // who is told so again and again waits longer each time, a second at most.
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_MESSAGE_BYTES + HEADER_ROOM);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    return config;
  }

  /**
   * A consumer that sees committed records only and starts at the earliest: every stage is
   * idempotent, so reading again is safe and skipping is not.
   *
   * @param group consumer group
   * @param maxPollRecords most records of one batch
   */
  public Map<String, Object> consumer(String group, int maxPollRecords) {
    Map<String, Object> config = common();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
    // Who subscribes to a pattern sees a topic made after the start (a new vendor's) only when it
    // asks anew what there is: by default after five minutes.
    config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 3_000);
    // A member killed without a word is noticed within this time.
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    return config;
  }

  /**
   * A template that logs a failed send by topic and partition only: keys may be phone numbers,
   * values are what vendors sent.
   */
  public static KafkaTemplate<String, byte[]> template(ProducerFactory<String, byte[]> producers) {
    LoggingProducerListener<String, byte[]> listener = new LoggingProducerListener<>();
    listener.setIncludeContents(false);
    KafkaTemplate<String, byte[]> template = new KafkaTemplate<>(producers);
    template.setProducerListener(listener);
    return template;
  }
}
