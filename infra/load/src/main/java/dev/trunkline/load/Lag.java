package dev.trunkline.load;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many records a consumer group has still to read. */
final class Lag {

  private Lag() {}

  /**
   * Records of these topics that the group has not committed.
   *
   * @throws IllegalStateException if the cluster does not answer
   */
  static long of(Admin admin, String group, Collection<String> topics) {
    return ask(admin, group, topics).values().stream().mapToLong(Place::records).sum();
  }

  /** The next offset to read of every partition that has something to read. */
  static Map<TopicPartition, Long> waiting(Admin admin, String group, Collection<String> topics) {
    Map<TopicPartition, Long> waiting = new HashMap<>();
    ask(admin, group, topics)
        .forEach(
            (partition, place) -> {
              if (place.records() > 0) {
                waiting.put(partition, place.next());
              }
            });
    return waiting;
  }

  /** The next offset to read of every partition. */
  static Map<TopicPartition, Long> next(Admin admin, String group, Collection<String> topics) {
    Map<TopicPartition, Long> next = new HashMap<>();
    ask(admin, group, topics).forEach((partition, place) -> next.put(partition, place.next()));
    return next;
  }

  /** The ends that these topics' partitions have now. */
  static Map<TopicPartition, Long> ends(Admin admin, Collection<String> topics) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    ask(admin, "", topics).forEach((partition, place) -> ends.put(partition, place.end()));
    return ends;
  }

  /** Whether the group has committed as far as these ends. */
  static boolean hasReached(Admin admin, String group, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Place> places =
        ask(admin, group, ends.keySet().stream().map(TopicPartition::topic).distinct().toList());
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              Place place = places.get(end.getKey());
              return place != null && place.next() >= end.getValue();
            });
  }

  private record Place(long next, long end) {
    long records() {
      return end - next;
    }
  }

  private static Map<TopicPartition, Place> ask(
      Admin admin, String group, Collection<String> topics) {
    try {
      Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(
                p -> {
                  TopicPartition partition = new TopicPartition(topic.name(), p.partition());
                  earliest.put(partition, OffsetSpec.earliest());
                  latest.put(partition, OffsetSpec.latest());
                });
      }
      Map<TopicPartition, ListOffsetsResultInfo> begins = admin.listOffsets(earliest).all().get();
      Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
      Map<TopicPartition, OffsetAndMetadata> read =
          group.isEmpty()
              ? Map.of()
              : admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, Place> places = new HashMap<>();
      ends.forEach(
          (partition, end) -> {
            OffsetAndMetadata committed = read.get(partition);
            ListOffsetsResultInfo begin = begins.get(partition);
            long first = begin == null ? 0 : begin.offset();
            places.put(
                partition,
                new Place(
                    committed == null ? first : Math.max(first, committed.offset()), end.offset()));
          });
      return places;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka for offsets", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused a question about offsets", e.getCause());
    }
  }
}
