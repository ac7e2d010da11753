package dev.trunkline.workbench;

import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Stages;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.TopicKeeper;
import dev.trunkline.testbed.Backbone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A Kafka with our topics and no stages, and how a command is told of it. */
record Elsewhere(KafkaClients clients, String source, Path folder) {

  /** With a source of OneCom that no other test has. */
  static Elsewhere with(Backbone backbone, Path folder) {
    Elsewhere here =
        new Elsewhere(
            new KafkaClients(backbone.bootstrapServers()), backbone.unique("pbx"), folder);
    try (Admin admin = here.admin()) {
      new TopicKeeper(admin, (short) 1).ensure(Topics.all(List.of("onecom")));
    }
    return here;
  }

  Admin admin() {
    return Admin.create(clients.common());
  }

  /** The words of a command, with those that say where the system is. */
  String[] words(String... own) {
    List<String> words = new ArrayList<>(List.of(own));
    words.addAll(List.of("--kafka", clients.bootstrapServers()));
    words.addAll(List.of("--postgres", "postgresql://a:b@127.0.0.1:9/c"));
    words.addAll(List.of("--gateway", "http://127.0.0.1:9", "--sources", sources().toString()));
    return words.toArray(String[]::new);
  }

  /** Its sources file, written anew. */
  Path sources() {
    try {
      Path secret = Files.writeString(folder.resolve("secret"), "open-sesame-" + source);
      return Files.writeString(
          folder.resolve("sources.yaml"),
          """
          sources:
            - id: %s
              vendor: onecom
              zone: Asia/Jerusalem
              secrets: ["file:%s"]
          """
              .formatted(source, secret));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the stages of live traffic have read all there is. */
  void allIsRead() throws Exception {
    try (Admin admin = admin()) {
      for (String stage : Stages.of(admin).keySet()) {
        allIsReadBy(stage);
      }
    }
  }

  /** Makes this stage have read all there is. */
  void allIsReadBy(String stage) throws Exception {
    try (Admin admin = admin()) {
      List<String> topics = Objects.requireNonNull(Stages.of(admin).get(stage));
      Map<TopicPartition, OffsetSpec> latest =
          admin.describeTopics(topics).allTopicNames().get().values().stream()
              .flatMap(Elsewhere::partitions)
              .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
      Map<TopicPartition, OffsetAndMetadata> read =
          admin.listOffsets(latest).all().get().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, end -> new OffsetAndMetadata(end.getValue().offset())));
      admin.alterConsumerGroupOffsets(stage, read).all().get();
    }
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream().map(p -> new TopicPartition(topic.name(), p.partition()));
  }
}
