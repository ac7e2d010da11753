package dev.trunkline.load;

import dev.trunkline.plumbing.KafkaClients;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Commits as the stages do once they have read everything. */
public final class ReadByStages {

  private final KafkaClients clients;
  private final Admin admin;

  /** Commits with these. */
  public ReadByStages(KafkaClients clients, Admin admin) {
    this.clients = clients;
    this.admin = admin;
  }

  /** Every stage has read all that there is. */
  public void everything() {
    Stages.of(admin).keySet().forEach(this::stage);
  }

  void stage(String stage) {
    List<String> topics = Stages.of(admin).getOrDefault(stage, List.of());
    topics.forEach(topic -> topic(stage, topic));
  }

  /** Markers of transactions included. */
  void topic(String group, String topic) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    try (var consumer = new KafkaConsumer<String, byte[]>(clients.consumer(group, 1))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      ends.putAll(consumer.endOffsets(partitions));
    }
    ends.forEach((partition, end) -> commit(group, partition, end));
  }

  void commit(String group, TopicPartition partition, long offset) {
    try {
      admin
          .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
          .all()
          .get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
