package dev.trunkline.load;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads topics up to the end they have when asked; commits nothing. */
final class TopicReader {

  /** In flight at once: an audit of many records must not need memory for them. */
  private static final int FETCHED = 4 * 1024 * 1024;

  private final KafkaClients clients;
  private final Consumer<ConsumerRecord<String, byte[]>> witness;
  private final Set<String> seen = new HashSet<>();

  TopicReader(KafkaClients clients) {
    this(clients, record -> {});
  }

  /**
   * A reader.
   *
   * @param witness is given every record that anybody reads
   */
  TopicReader(KafkaClients clients, Consumer<ConsumerRecord<String, byte[]>> witness) {
    this.clients = clients;
    this.witness = witness;
  }

  /** The topics that were read so far. */
  Set<String> seen() {
    return seen;
  }

  /**
   * Gives every committed record of these topics to the visitor; order only within partitions.
   *
   * @return the ends up to which they were read
   */
  Map<TopicPartition, Long> read(
      Collection<String> topics, Consumer<ConsumerRecord<String, byte[]>> visitor) {
    return read(topics, null, visitor);
  }

  /** The same, from the first record that the broker appended at this time or later. */
  Map<TopicPartition, Long> read(
      Collection<String> topics,
      @Nullable Instant from,
      Consumer<ConsumerRecord<String, byte[]>> visitor) {
    seen.addAll(topics);
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topics);
      consumer.assign(partitions);
      if (from == null) {
        consumer.seekToBeginning(partitions);
      } else {
        seek(consumer, partitions, from);
      }
      return toTheEnd(consumer, partitions, visitor);
    }
  }

  /** The same, from these places. */
  void read(Map<TopicPartition, Long> from, Consumer<ConsumerRecord<String, byte[]>> visitor) {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      toTheEnd(consumer, List.copyOf(from.keySet()), visitor);
    }
  }

  private Map<TopicPartition, Long> toTheEnd(
      KafkaConsumer<String, byte[]> consumer,
      List<TopicPartition> partitions,
      Consumer<ConsumerRecord<String, byte[]>> visitor) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
          witness.accept(record);
          visitor.accept(record);
        }
      }
    }
    return ends;
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> config = new HashMap<>(clients.consumer("unused", 2_000));
    config.remove("group.id");
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCHED / 8);
    return new KafkaConsumer<>(config);
  }

  private static void seek(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, Instant from) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
    Map<TopicPartition, @Nullable OffsetAndTimestamp> places =
        new HashMap<>(consumer.offsetsForTimes(times));
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp place = places.get(partition);
      if (place == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, place.offset());
      }
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, Collection<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo info : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, info.partition()));
      }
    }
    return partitions;
  }
}
