package dev.trunkline.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic from its beginning, in no group, committed records only; can be asked again for
 * what came since.
 */
final class Reading implements AutoCloseable {

  private final KafkaConsumer<String, byte[]> consumer;
  private final String topic;
  private List<TopicPartition> partitions = List.of();
  private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();

  Reading(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "allow.auto.create.topics", "false",
                "fetch.max.wait.ms", "100"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.topic = topic;
  }

  /** Whether the topic exists. */
  boolean found() {
    if (partitions.isEmpty()) {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    return !partitions.isEmpty();
  }

  /** All that is committed by now; nothing while the topic does not exist. */
  List<ConsumerRecord<String, byte[]>> toTheEnd() {
    if (!found()) {
      return List.of();
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream()
        .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
      consumer.poll(Duration.ofMillis(100)).forEach(read::add);
    }
    read.sort(
        Comparator.<ConsumerRecord<String, byte[]>>comparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset));
    return List.copyOf(read);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
