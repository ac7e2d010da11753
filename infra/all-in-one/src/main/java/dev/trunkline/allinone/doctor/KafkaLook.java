package dev.trunkline.allinone.doctor;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.KafkaFacts;
import dev.trunkline.plumbing.KafkaSurvey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a Kafka, and changes nothing.
 *
 * @param vendors whose topics we want; null: those that have any
 * @param replication least copies that we want of each partition
 */
record KafkaLook(
    KafkaClients clients, @Nullable Collection<String> vendors, short replication, Clock clock)
    implements Examination.Look<ClusterFacts> {

  private static final int PATIENCE_MS = 5_000;

  @Override
  public ClusterFacts facts() throws Unreachable {
    Map<String, Object> config = new HashMap<>(clients.common());
    config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2);
    try (Admin admin = Admin.create(config)) {
      List<Topic> topics = Topics.all(vendors == null ? present(admin) : vendors);
      KafkaFacts cluster = new KafkaSurvey(admin).all(topics);
      List<ClusterFacts.Partition> partitions =
          partitions(get(admin.describeTopics(cluster.topics().keySet()).allTopicNames()).values());
      GroupLook groups = new GroupLook(clients, admin, clock);
      Instant newest = newest(admin, partitions);
      return new ClusterFacts(
          cluster,
          topics,
          replication,
          partitions,
          disks(admin, cluster.brokers().keySet().stream().map(Integer::valueOf).toList()),
          groups.groups(cluster.topics().keySet()),
          new TransactionLook(admin, clock).open(led(partitions)),
          newest,
          clock.instant());
    } catch (KafkaException | IllegalStateException e) {
      throw new Unreachable(
          "Kafka does not answer at " + clients.bootstrapServers() + ": " + root(e),
          "deliveries gather in the gateway's journal, and no stage gets on",
          "look whether the broker runs and the address is right; nc -vz "
              + clients.bootstrapServers().replace(':', ' '));
    }
  }

  private static List<String> present(Admin admin) {
    return get(admin.listTopics().names()).stream()
        .map(Topics.RAW::matcher)
        .filter(Matcher::matches)
        .map(raw -> raw.group(1))
        .toList();
  }

  private static List<ClusterFacts.Partition> partitions(Collection<TopicDescription> topics) {
    List<ClusterFacts.Partition> partitions = new ArrayList<>();
    for (TopicDescription topic : topics) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        partitions.add(
            new ClusterFacts.Partition(
                topic.name(),
                partition.partition(),
                partition.leader() != null,
                partition.replicas().size(),
                partition.isr().size()));
      }
    }
    return partitions;
  }

  private static List<TopicPartition> led(List<ClusterFacts.Partition> partitions) {
    return partitions.stream()
        .filter(ClusterFacts.Partition::led)
        .map(partition -> new TopicPartition(partition.topic(), partition.number()))
        .toList();
  }

  private static List<ClusterFacts.LogDisk> disks(Admin admin, List<Integer> brokers) {
    List<ClusterFacts.LogDisk> disks = new ArrayList<>();
    get(admin.describeLogDirs(brokers).allDescriptions())
        .forEach(
            (broker, folders) ->
                folders.forEach((folder, found) -> disks.add(disk(broker, folder, found))));
    return disks;
  }

  private static ClusterFacts.LogDisk disk(int broker, String folder, LogDirDescription found) {
    return new ClusterFacts.LogDisk(
        broker,
        folder,
        found.usableBytes().orElse(-1),
        found.totalBytes().orElse(-1),
        found.error() == null ? null : String.valueOf(found.error().getMessage()));
  }

  private static @Nullable Instant newest(Admin admin, List<ClusterFacts.Partition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    led(partitions).forEach(partition -> latest.put(partition, OffsetSpec.maxTimestamp()));
    return get(admin.listOffsets(latest).all()).values().stream()
        .map(ListOffsetsResultInfo::timestamp)
        .filter(timestamp -> timestamp > 0)
        .max(Long::compare)
        .map(Instant::ofEpochMilli)
        .orElse(null);
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /**
   * What Kafka answers within the client's own patience.
   *
   * @throws IllegalStateException with its reason
   */
  static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused a question", e.getCause());
    }
  }
}
