package dev.trunkline.allinone;

import static java.util.stream.Collectors.toMap;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes every consumer group read the last minute of what a cluster has once more: of records by the
 * broker's clock, up to the newest that is there. A group that stands behind an end stands at it.
 */
final class StepBack {

  /** Far more than the broker takes to flush. */
  private static final Duration FAR = Duration.ofMinutes(1);

  private final KafkaClients clients;

  StepBack(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * All groups, none of which may have members.
   *
   * @return how many went back
   * @throws IllegalStateException if Kafka does not answer, or a group has members
   */
  int all() {
    try (Admin admin = Admin.create(clients.common())) {
      int moved = 0;
      for (GroupListing group : admin.listGroups().all().get()) {
        Map<TopicPartition, OffsetAndMetadata> now =
            admin
                .listConsumerGroupOffsets(group.groupId())
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetAndMetadata> back = back(admin, now);
        if (!back.isEmpty()) {
          admin.alterConsumerGroupOffsets(group.groupId(), back).all().get();
          moved++;
        }
      }
      return moved;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused to let a stage go back", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Never forward. */
  private static Map<TopicPartition, OffsetAndMetadata> back(
      Admin admin, Map<TopicPartition, OffsetAndMetadata> now)
      throws ExecutionException, InterruptedException {
    Collection<TopicPartition> partitions = now.keySet();
    Map<TopicPartition, Long> ends = ask(admin, partitions, OffsetSpec.latest());
    long newest =
        admin
            .listOffsets(partitions.stream().collect(toMap(p -> p, p -> OffsetSpec.maxTimestamp())))
            .all()
            .get()
            .values()
            .stream()
            .mapToLong(ListOffsetsResultInfo::timestamp)
            .max()
            .orElse(0);
    Map<TopicPartition, Long> then =
        ask(
            admin,
            partitions,
            OffsetSpec.forTimestamp(Math.max(0, newest - FAR.toMillis())));
    Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
    now.forEach(
        (partition, at) -> {
          long end = ends.getOrDefault(partition, 0L);
          long to = then.getOrDefault(partition, -1L);
          long target = Math.min(end, to < 0 ? end : to);
          if (at != null && target < at.offset()) {
            back.put(partition, new OffsetAndMetadata(target));
          }
        });
    return back;
  }

  private static Map<TopicPartition, Long> ask(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec what)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(partitions.stream().collect(toMap(p -> p, p -> what)))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }
}
