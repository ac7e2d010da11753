package dev.trunkline.workbench;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the newest committed records of a topic, and never more than so many; commits nothing. */
public final class RecentRecords {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private RecentRecords() {}

  /**
   * Gives each to the visitor.
   *
   * @param since of records; null: from the beginning
   * @param most of one partition, the newest
   * @throws IllegalStateException if Kafka does not give them in time
   */
  public static void read(
      KafkaClients clients,
      String topic,
      @Nullable Instant since,
      long most,
      Consumer<ConsumerRecord<String, byte[]>> visitor) {
    Map<String, Object> config = new HashMap<>(clients.consumer("unused", 1_000));
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, OffsetAndTimestamp> times =
          since == null ? Map.of() : consumer.offsetsForTimes(times(partitions, since));
      for (TopicPartition partition : partitions) {
        long end = ends.getOrDefault(partition, 0L);
        OffsetAndTimestamp time = times.get(partition);
        long first =
            since == null ? begins.getOrDefault(partition, 0L) : time == null ? end : time.offset();
        consumer.seek(partition, Math.max(first, end - most));
      }
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("Kafka does not give what is on " + topic);
        }
        consumer.poll(Duration.ofMillis(200)).forEach(visitor);
      }
    }
  }

  private static Map<TopicPartition, Long> times(List<TopicPartition> partitions, Instant since) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    return times;
  }
}
