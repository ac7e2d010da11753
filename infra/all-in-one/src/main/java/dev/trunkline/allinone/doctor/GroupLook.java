package dev.trunkline.allinone.doctor;

import dev.trunkline.load.Behind;
import dev.trunkline.load.Stages;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Looks at the stages' consumer groups; twice, where one is behind. */
record GroupLook(KafkaClients clients, Admin admin, Clock clock) {

  /** Behind for less is on its way. */
  private static final Duration WORTH_A_SECOND_LOOK = Duration.ofSeconds(30);

  private static final long BETWEEN_LOOKS = Duration.ofSeconds(2).toNanos();

  /** The groups of the stages that have any topic here. */
  List<ClusterFacts.Group> groups(Set<String> existing) {
    Map<String, Behind> behind = new HashMap<>();
    Map<String, List<String>> stages = Stages.of(admin);
    stages.forEach(
        (group, topics) -> {
          List<String> there = topics.stream().filter(existing::contains).toList();
          if (!there.isEmpty()) {
            behind.put(group, Behind.of(clients, admin, group, there, clock));
          }
        });
    Map<String, Boolean> moved = moved(behind);
    Map<String, KafkaFuture<ConsumerGroupDescription>> described =
        admin.describeConsumerGroups(behind.keySet()).describedGroups();
    List<ClusterFacts.Group> groups = new ArrayList<>();
    for (String group : stages.keySet()) {
      Behind now = behind.get(group);
      KafkaFuture<ConsumerGroupDescription> description = described.get(group);
      if (now != null && description != null) {
        groups.add(group(group, description, now, moved.getOrDefault(group, true)));
      }
    }
    return groups;
  }

  private static ClusterFacts.Group group(
      String name, KafkaFuture<ConsumerGroupDescription> described, Behind behind, boolean moved) {
    String state = "absent";
    int members = 0;
    try {
      ConsumerGroupDescription found = described.get();
      state = found.groupState().toString();
      members = found.members().size();
    } catch (ExecutionException e) {
      // A group that nobody ever joined is not there.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new ClusterFacts.Group(name, state, members, behind.records(), behind.oldest(), moved);
  }

  /** Whether each of those that are far behind reads on. */
  private Map<String, Boolean> moved(Map<String, Behind> behind) {
    List<String> late =
        behind.entrySet().stream()
            .filter(entry -> entry.getValue().oldest().compareTo(WORTH_A_SECOND_LOOK) > 0)
            .map(Map.Entry::getKey)
            .toList();
    if (late.isEmpty()) {
      return Map.of();
    }
    Map<String, Map<TopicPartition, OffsetAndMetadata>> before = read(late);
    LockSupport.parkNanos(BETWEEN_LOOKS);
    Map<String, Map<TopicPartition, OffsetAndMetadata>> after = read(late);
    Map<String, Boolean> moved = new HashMap<>();
    late.forEach(group -> moved.put(group, !Objects.equals(before.get(group), after.get(group))));
    return moved;
  }

  private Map<String, Map<TopicPartition, OffsetAndMetadata>> read(List<String> groups) {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> read = new HashMap<>();
    for (String group : groups) {
      read.put(
          group,
          KafkaLook.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
    }
    return read;
  }
}
