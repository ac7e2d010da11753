package dev.trunkline.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the broker's tests do to it. */
final class Client implements AutoCloseable {

  private final String bootstrapServers;
  private final Admin admin;

  Client(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  void create(String topic, int partitions) throws ExecutionException, InterruptedException {
    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
  }

  void produce(String topic, int count) throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      List<Future<?>> acknowledged = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        acknowledged.add(
            producer.send(new ProducerRecord<>(topic, new byte[] {(byte) i}, new byte[100])));
      }
      for (Future<?> one : acknowledged) {
        one.get();
      }
    }
  }

  void produceOne(String topic, byte[] value) throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("max.request.size", 3_000_000))) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  void produceInTransaction(String topic, int count, boolean commit) {
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", "test-" + commit))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(topic, new byte[] {(byte) i}, new byte[100]));
      }
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.flush();
        producer.abortTransaction();
      }
    }
  }

  /**
   * Reads what is committed until there is nothing more, commits the offsets; the number of
   * records.
   */
  int consumeInGroup(String topic, String group, String protocol) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", group,
                "group.protocol", protocol,
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      int count = 0;
      for (int idle = 0; count == 0 || idle < 3; ) {
        var records = consumer.poll(Duration.ofMillis(300));
        idle = records.isEmpty() ? idle + 1 : 0;
        count += records.count();
      }
      consumer.commitSync();
      return count;
    }
  }

  /** The sum of the offsets that a group committed. */
  long committed(String group) throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }

  /** Records (and transaction markers) that all partitions ever got. */
  long count(String topic) throws ExecutionException, InterruptedException {
    return offsets(topic, OffsetSpec.latest());
  }

  /** Records (and transaction markers) that all partitions still have. */
  long kept(String topic) throws ExecutionException, InterruptedException {
    return count(topic) - offsets(topic, OffsetSpec.earliest());
  }

  private long offsets(String topic, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .forEach(partition -> asked.put(partition, spec));
    return admin.listOffsets(asked).all().get().values().stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", bootstrapServers);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
