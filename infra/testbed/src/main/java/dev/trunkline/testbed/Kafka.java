package dev.trunkline.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A tester's hands and eyes on a broker: makes topics, writes records, reads what is committed. */
public final class Kafka {

  /** How long a test waits for something that must come. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final Admin admin;
  private final KafkaProducer<String, byte[]> producer;

  /** Opens connections to a broker; they last as long as the JVM. */
  public Kafka(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                0,
                "max.request.size",
                2_200_000),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Makes a topic; fails where it exists. */
  public void create(String topic, int partitions) {
    create(topic, partitions, Map.of());
  }

  /** Makes a topic with settings of its own; fails where it exists. */
  public void create(String topic, int partitions, Map<String, String> settings) {
    get(
        admin
            .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
            .all());
  }

  /** Writes a record and waits until the broker has it. */
  public RecordMetadata produce(String topic, @Nullable String key, String value) {
    return produce(topic, key, value.getBytes(UTF_8), Map.of());
  }

  /** Writes a record with headers (as UTF-8) and waits until the broker has it. */
  public RecordMetadata produce(
      String topic, @Nullable String key, byte @Nullable [] value, Map<String, String> headers) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return get(producer.send(record));
  }

  /**
   * All committed records of a topic up to now: in order within a partition, partition after
   * partition.
   */
  public List<ConsumerRecord<String, byte[]>> readAll(String topic) {
    try (Reading reading = new Reading(bootstrapServers, topic)) {
      if (!reading.found()) {
        throw new IllegalArgumentException("there is no topic " + topic);
      }
      return reading.toTheEnd();
    }
  }

  /**
   * The first committed record of a topic that fits, which may be there already; fails after {@link
   * #PATIENCE}.
   */
  public ConsumerRecord<String, byte[]> await(
      String topic, Predicate<ConsumerRecord<String, byte[]>> fits) {
    return awaitAtLeast(topic, 1, fits).getFirst();
  }

  /**
   * At least {@code count} committed records of a topic that fit; fails after {@link #PATIENCE}.
   */
  public List<ConsumerRecord<String, byte[]>> awaitAtLeast(
      String topic, int count, Predicate<ConsumerRecord<String, byte[]>> fits) {
    try (Reading reading = new Reading(bootstrapServers, topic)) {
      return Awaitility.await("%d record(s) on %s".formatted(count, topic))
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> reading.toTheEnd().stream().filter(fits).toList(),
              found -> found.size() >= count);
    }
  }

  /** A header's text, or null where a record has none of that name. */
  public static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka did not do as the test asked: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
