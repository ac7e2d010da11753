package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Gives records to Kafka and says when the brokers have them. Never blocks: what cannot be taken at
 * once fails at once.
 */
final class Publisher implements AutoCloseable {

  private static final Duration FLUSH = Duration.ofSeconds(5);

  private final KafkaProducer<String, byte[]> producer;
  private final Topography topography;
  private final Acknowledgements acknowledgements;

  Publisher(Map<String, Object> settings, Set<String> topics, Clock clock) {
    producer = new KafkaProducer<>(settings);
    topography = new Topography(producer, topics);
    acknowledgements = new Acknowledgements(clock);
    topography.start();
  }

  /**
   * Sends a record.
   *
   * @param settled called once, mostly on the producer's thread: with null when the brokers have
   *     the record, with the cause when it failed. A failure other than one of {@code send} itself
   *     has an unknown outcome: the record may be there.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
  void send(
      String topic,
      String key,
      Map<String, String> headers,
      byte[] value,
      Consumer<@Nullable Exception> settled) {
    RecordHeaders recordHeaders = new RecordHeaders();
    headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(UTF_8)));
    long sentAt = System.nanoTime();
    try {
      producer.send(
          new ProducerRecord<>(topic, null, key, value, recordHeaders),
          (metadata, failure) -> {
            acknowledgements.settled(sentAt, failure);
            settled.accept(failure);
          });
    } catch (KafkaException | IllegalStateException e) {
      acknowledgements.settled(sentAt, e);
      settled.accept(e);
    }
  }

  Topography topography() {
    return topography;
  }

  Acknowledgements acknowledgements() {
    return acknowledgements;
  }

  KafkaProducer<String, byte[]> producer() {
    return producer;
  }

  /** Sends what is waiting, for at most five seconds, and closes. */
  @Override
  public void close() {
    topography.close();
    producer.close(FLUSH);
  }
}
