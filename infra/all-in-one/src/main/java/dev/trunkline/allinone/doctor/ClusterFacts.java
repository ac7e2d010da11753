package dev.trunkline.allinone.doctor;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.KafkaFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Kafka is found.
 *
 * @param cluster its settings, and those of our topics that exist
 * @param topics that we want
 * @param replication least copies that we want of each partition
 * @param newest when the last record of our topics was appended, by the broker's clock; null: none
 * @param now by ours
 */
record ClusterFacts(
    KafkaFacts cluster,
    List<Topic> topics,
    short replication,
    List<Partition> partitions,
    List<LogDisk> disks,
    List<Group> groups,
    List<Open> open,
    @Nullable Instant newest,
    Instant now) {

  ClusterFacts {
    topics = List.copyOf(topics);
    partitions = List.copyOf(partitions);
    disks = List.copyOf(disks);
    groups = List.copyOf(groups);
    open = List.copyOf(open);
  }

  /**
   * One of ours.
   *
   * @param led whether anybody takes and gives its records
   * @param inSync copies that have all records
   */
  record Partition(String topic, int number, boolean led, int copies, int inSync) {

    @Override
    public String toString() {
      return topic + "-" + number;
    }
  }

  /** A disk of a broker, as far as it tells; negative: it does not. */
  record LogDisk(int broker, String folder, long free, long total, @Nullable String error) {}

  /**
   * A stage's consumer group.
   *
   * @param state as Kafka says it
   * @param records not read
   * @param oldest how long the oldest of them has been waiting
   * @param moved whether it read on while we looked
   */
  record Group(
      String name, String state, int members, long records, Duration oldest, boolean moved) {}

  /**
   * A transaction that has not ended.
   *
   * @param age since it began, or since its last record
   * @param limit after which the broker ends it by itself
   */
  record Open(String what, Duration age, Duration limit) {}
}
