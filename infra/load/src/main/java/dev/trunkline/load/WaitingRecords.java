package dev.trunkline.load;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads when records came that nobody has read yet: the first of each partition, with one consumer
 * for as many looks as one likes. For one thread at a time.
 */
final class WaitingRecords implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  /** One record of each is read; a batch that is larger comes all the same. */
  private static final int BYTES = 16 * 1024;

  private final KafkaConsumer<String, byte[]> consumer;

  WaitingRecords(KafkaClients clients) {
    Map<String, Object> config = new HashMap<>(clients.consumer("unused", 1));
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES);
    this.consumer = new KafkaConsumer<>(config);
  }

  /**
   * When the oldest of them came, by the broker's clock; {@code now} where none can be read in
   * time.
   *
   * @param waiting the next offset to read of each partition that has something to read
   */
  Instant oldest(Map<TopicPartition, Long> waiting, Instant now) {
    if (waiting.isEmpty()) {
      return now;
    }
    // What was looked at before stays assigned: whatever is new to a consumer costs a question.
    Set<TopicPartition> all = new HashSet<>(consumer.assignment());
    if (all.addAll(waiting.keySet())) {
      consumer.assign(all);
    }
    consumer.pause(all);
    waiting.forEach(consumer::seek);
    Map<TopicPartition, Long> ends = consumer.endOffsets(waiting.keySet());
    Set<TopicPartition> unseen = new HashSet<>(waiting.keySet());
    // Nothing is to be seen where but a transaction waits that is still open, or its marker.
    unseen.removeIf(
        partition -> waiting.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, 0L));
    consumer.resume(unseen);
    Instant oldest = now;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!unseen.isEmpty() && System.nanoTime() < end) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        unseen.remove(partition);
        consumer.pause(Set.of(partition));
        Instant at = Instant.ofEpochMilli(record.timestamp());
        oldest = at.isBefore(oldest) ? at : oldest;
      }
      unseen.removeIf(
          partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }
    return oldest;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
