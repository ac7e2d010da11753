package dev.trunkline.load;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
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

  /**
   * What a group has still to read.
   *
   * @param next the next offset to read of every partition that has something to read
   * @param records of all of these that the group has not committed
   */
  record Waiting(Map<TopicPartition, Long> next, long records) {}

  /** What the group has still to read of these topics. */
  static Waiting waiting(Admin admin, String group, Collection<String> topics) {
    return waiting(ask(admin, group, topics));
  }

  /** The same of several groups at once, with their topics. */
  static Map<String, Waiting> waiting(Admin admin, Map<String, ? extends Collection<String>> all) {
    Map<String, Waiting> waiting = new HashMap<>();
    ask(admin, all).forEach((group, places) -> waiting.put(group, waiting(places)));
    return waiting;
  }

  private static Waiting waiting(Map<TopicPartition, Place> places) {
    Map<TopicPartition, Long> next = new HashMap<>();
    long records = 0;
    for (Map.Entry<TopicPartition, Place> place : places.entrySet()) {
      if (place.getValue().records() > 0) {
        next.put(place.getKey(), place.getValue().next());
        records += place.getValue().records();
      }
    }
    return new Waiting(next, records);
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
      return Math.max(0, end - next);
    }
  }

  private static Map<TopicPartition, Place> ask(
      Admin admin, String group, Collection<String> topics) {
    return ask(admin, Map.of(group, topics)).getOrDefault(group, Map.of());
  }

  /** By group; of the group without a name nothing is committed. */
  private static Map<String, Map<TopicPartition, Place>> ask(
      Admin admin, Map<String, ? extends Collection<String>> topics) {
    try {
      Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      Set<String> names = topics.values().stream().flatMap(Collection::stream).collect(toSet());
      for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(
                p -> {
                  TopicPartition partition = new TopicPartition(topic.name(), p.partition());
                  earliest.put(partition, OffsetSpec.earliest());
                  latest.put(partition, OffsetSpec.latest());
                });
      }
      // All three questions are on their way at once.
      ListOffsetsResult begins = admin.listOffsets(earliest);
      ListOffsetsResult ends = admin.listOffsets(latest);
      Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> read = new HashMap<>();
      for (String group : topics.keySet()) {
        read.put(
            group,
            group.isEmpty()
                ? KafkaFuture.completedFuture(Map.of())
                : admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      }
      Map<String, Map<TopicPartition, Place>> places = new HashMap<>();
      for (Map.Entry<String, ? extends Collection<String>> group : topics.entrySet()) {
        places.put(
            group.getKey(),
            places(
                group.getValue(),
                begins.all().get(),
                ends.all().get(),
                Objects.requireNonNull(read.get(group.getKey())).get()));
      }
      return places;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka for offsets", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused a question about offsets", e.getCause());
    }
  }

  private static Map<TopicPartition, Place> places(
      Collection<String> topics,
      Map<TopicPartition, ListOffsetsResultInfo> begins,
      Map<TopicPartition, ListOffsetsResultInfo> ends,
      Map<TopicPartition, OffsetAndMetadata> read) {
    Map<TopicPartition, Place> places = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          if (topics.contains(partition.topic())) {
            OffsetAndMetadata committed = read.get(partition);
            ListOffsetsResultInfo begin = begins.get(partition);
            long first = begin == null ? 0 : begin.offset();
            long next = committed == null ? first : Math.max(first, committed.offset());
            places.put(partition, new Place(next, end.offset()));
          }
        });
    return places;
  }
}
