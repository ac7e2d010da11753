package dev.trunkline.load;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a stage is behind. The age is what people ask for: a number of records says nothing about
 * time.
 *
 * @param records not committed yet
 * @param oldest how long the oldest of them has been waiting, by the broker's clock; zero if none
 */
public record Behind(long records, Duration oldest) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How far this group is behind on these topics. */
  public static Behind of(
      KafkaClients clients, Admin admin, String group, Collection<String> topics, Clock clock) {
    Map<TopicPartition, Long> waiting = Lag.waiting(admin, group, topics);
    if (waiting.isEmpty()) {
      return new Behind(0, Duration.ZERO);
    }
    Instant oldest = oldest(clients, waiting, clock.instant());
    long records = Lag.of(admin, group, topics);
    Duration age = Duration.between(oldest, clock.instant());
    return new Behind(records, age.isNegative() ? Duration.ZERO : age);
  }

  /** Timestamp of the oldest record that waits; {@code now} where none can be read in time. */
  private static Instant oldest(
      KafkaClients clients, Map<TopicPartition, Long> waiting, Instant now) {
    Map<String, Object> config = new HashMap<>(clients.consumer("unused", 100));
    config.remove("group.id");
    Instant oldest = now;
    Set<TopicPartition> unseen = new HashSet<>(waiting.keySet());
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
      consumer.assign(waiting.keySet());
      waiting.forEach(consumer::seek);
      Map<TopicPartition, Long> ends = consumer.endOffsets(waiting.keySet());
      while (!unseen.isEmpty() && System.nanoTime() < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Instant at = Instant.ofEpochMilli(record.timestamp());
          if (unseen.remove(new TopicPartition(record.topic(), record.partition()))
              && at.isBefore(oldest)) {
            oldest = at;
          }
        }
        // Where but a transaction's marker waits there is nothing to see.
        unseen.removeIf(
            partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
      }
    }
    return oldest;
  }
}
