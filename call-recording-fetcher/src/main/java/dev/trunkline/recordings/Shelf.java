package dev.trunkline.recordings;

import dev.trunkline.plumbing.HeaderMaps;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records that were read and not yet dealt with, by partition in their order. A partition's first
 * one is the first that is due, for all of a topic wait equally long.
 */
final class Shelf {

  private final Map<TopicPartition, Deque<ConsumerRecord<String, byte[]>>> records =
      new HashMap<>();

  void add(ConsumerRecord<String, byte[]> record) {
    records
        .computeIfAbsent(
            new TopicPartition(record.topic(), record.partition()), tp -> new ArrayDeque<>())
        .add(record);
  }

  /** Partitions of which something is waiting. */
  Collection<TopicPartition> waiting() {
    return records.keySet();
  }

  /** Offset of the first of a partition; null: nothing of it waits. */
  @Nullable Long first(TopicPartition partition) {
    Deque<ConsumerRecord<String, byte[]>> queue = records.get(partition);
    return queue == null ? null : queue.element().offset();
  }

  /** Takes the first of a partition, if its time has come. */
  @Nullable ConsumerRecord<String, byte[]> take(TopicPartition partition, Instant now) {
    Deque<ConsumerRecord<String, byte[]>> queue = records.get(partition);
    ConsumerRecord<String, byte[]> first = queue == null ? null : queue.peek();
    if (queue == null || first == null || notBefore(first).isAfter(now)) {
      return null;
    }
    queue.remove();
    if (queue.isEmpty()) {
      records.remove(partition);
    }
    return first;
  }

  /** When the next one is due; null: nothing waits. */
  @Nullable Instant next() {
    return records.values().stream()
        .map(queue -> notBefore(queue.element()))
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Forgets what is no longer ours to deal with. */
  void drop(Collection<Integer> partitions) {
    records.keySet().removeIf(tp -> partitions.contains(tp.partition()));
  }

  void clear() {
    records.clear();
  }

  /** What states no time, or none that can be read, is dealt with at once. */
  private static Instant notBefore(ConsumerRecord<String, byte[]> record) {
    String text = HeaderMaps.read(record.headers()).get(Letters.NOT_BEFORE);
    try {
      return text == null ? Instant.MIN : Instant.ofEpochMilli(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Instant.MIN;
    }
  }
}
