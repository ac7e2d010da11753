package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic that says how things stand, of each key the latest record: what a restart begins with.
 */
public final class StateTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaClients clients;
  private final Topic topic;

  /** Nothing is read yet. */
  public StateTopic(KafkaClients clients, Topic topic) {
    this.clients = clients;
    this.topic = topic;
  }

  /**
   * Reads these partitions to their very end, oldest first: also what a member before us committed
   * in its last moment. What it left uncommitted ends with its transaction. Tombstones are left
   * out.
   *
   * @throws IllegalStateException if the end is not reached in time
   */
  public void read(Collection<Integer> partitions, Consumer<ConsumerRecord<String, byte[]>> told) {
    List<TopicPartition> own =
        partitions.stream().map(partition -> new TopicPartition(topic.name(), partition)).toList();
    Map<TopicPartition, Long> ends = ends(own);
    try (KafkaConsumer<String, byte[]> reader = reader("read_committed")) {
      reader.assign(own);
      reader.seekToBeginning(own);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (own.stream().anyMatch(tp -> reader.position(tp) < ends.getOrDefault(tp, 0L))) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(topic.name() + " could not be read to its end in time");
        }
        for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
          if (record.value() != null) {
            told.accept(record);
          }
        }
      }
    }
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> own) {
    try (KafkaConsumer<String, byte[]> reader = reader("read_uncommitted")) {
      return reader.endOffsets(own);
    }
  }

  private KafkaConsumer<String, byte[]> reader(String isolation) {
    Map<String, Object> config = clients.consumer("unused", 500);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    return new KafkaConsumer<>(config);
  }
}
