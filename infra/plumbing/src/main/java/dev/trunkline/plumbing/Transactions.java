package dev.trunkline.plumbing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records and offsets in one Kafka transaction (KIP-447). After a failure whatever is open is given
 * up: a new producer begins, which ends what the one before it left.
 */
public final class Transactions implements AutoCloseable {

  /** Of most: a member that takes over reads what the one before it left open only after this. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final KafkaClients clients;
  private final String id;
  private final Duration timeout;
  private @Nullable KafkaProducer<String, byte[]> producer;

  /**
   * Nothing yet.
   *
   * @param id unique among the members that run, and the same after a restart
   */
  public Transactions(KafkaClients clients, String id) {
    this(clients, id, TIMEOUT);
  }

  /**
   * Nothing yet.
   *
   * @param id unique among the members that run, and the same after a restart
   * @param timeout after which a broker gives up what was left open; until then nobody reads on
   *     behind it, in any of the topics that were written to
   */
  public Transactions(KafkaClients clients, String id, Duration timeout) {
    this.clients = clients;
    this.id = id;
    this.timeout = timeout;
  }

  /** Ends what an earlier life of ours left open. */
  public void begin() {
    producer();
  }

  /**
   * Commits all of it, or throws: then the outcome may be unknown.
   *
   * @param offsets of the group's topics; a member whose generation is over cannot commit
   * @throws org.apache.kafka.common.KafkaException if it fails, or may have failed
   */
  public void commit(
      List<ProducerRecord<String, byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    KafkaProducer<String, byte[]> kafka = producer();
    kafka.beginTransaction();
    for (ProducerRecord<String, byte[]> record : records) {
      // A failed send fails the commit: no future to wait for here.
      var unused = kafka.send(record);
    }
    kafka.sendOffsetsToTransaction(offsets, group);
    kafka.commitTransaction();
  }

  /**
   * Commits records alone, for one who is no member of a group: only the id keeps another out.
   *
   * @throws org.apache.kafka.common.KafkaException if it fails, or may have failed
   */
  public void commit(List<ProducerRecord<String, byte[]>> records) {
    KafkaProducer<String, byte[]> kafka = producer();
    kafka.beginTransaction();
    for (ProducerRecord<String, byte[]> record : records) {
      var unused = kafka.send(record);
    }
    kafka.commitTransaction();
  }

  private KafkaProducer<String, byte[]> producer() {
    KafkaProducer<String, byte[]> current = producer;
    if (current == null) {
      Map<String, Object> config = clients.producer();
      config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
      int millis = Math.toIntExact(timeout.toMillis());
      config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis);
      config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
      config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
      current = new KafkaProducer<>(config);
      try {
        current.initTransactions();
      } catch (RuntimeException e) {
        current.close(Duration.ZERO);
        throw e;
      }
      producer = current;
    }
    return current;
  }

  /** Gives up what is open; another commit begins anew. */
  @Override
  public void close() {
    KafkaProducer<String, byte[]> current = producer;
    producer = null;
    if (current != null) {
      current.close(Duration.ZERO);
    }
  }
}
