package dev.trunkline.allinone;

import static java.util.stream.Collectors.toMap;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * Makes every consumer group read the last minute of what a cluster has once more: of records by
 * the broker's clock, up to the newest that is there. A group that stands behind an end stands at
 * it.
 */
final class StepBack {

  /** Far more than the broker takes to flush. */
  private static final Duration FAR = Duration.ofMinutes(1);

  private static final Duration SESSIONS = Duration.ofMinutes(1);
  private static final Duration AGAIN = Duration.ofMillis(250);

  private final KafkaClients clients;

  StepBack(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * All groups. Members that died with the last run are waited for: Kafka takes them for alive
   * until their sessions end.
   *
   * @return how many went back
   * @throws IllegalStateException if Kafka does not answer, or a group still has members after a
   *     minute
   */
  int all() {
    try (Admin admin = Admin.create(clients.common())) {
      int moved = 0;
      for (GroupListing group : admin.listGroups().all().get()) {
        Map<TopicPartition, OffsetAndMetadata> now =
            admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata().get();
        Map<TopicPartition, OffsetAndMetadata> back = back(admin, now);
        if (!back.isEmpty()) {
          alter(admin, group.groupId(), back);
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

  private static void alter(Admin admin, String group, Map<TopicPartition, OffsetAndMetadata> to)
      throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + SESSIONS.toNanos();
    while (true) {
      try {
        admin.alterConsumerGroupOffsets(group, to).all().get();
        return;
      } catch (ExecutionException e) {
        boolean hasMembers =
            e.getCause() instanceof UnknownMemberIdException
                || e.getCause() instanceof GroupNotEmptyException;
        if (!hasMembers || System.nanoTime() > end) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
      }
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
        ask(admin, partitions, OffsetSpec.forTimestamp(Math.max(0, newest - FAR.toMillis())));
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
