package dev.trunkline.plumbing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.assertion.Mismatch;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithBackbone
class TopicKeeperTest {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final short ALONE = 1;

  private static Admin admin;

  private final Backbone backbone;
  private final Kafka kafka;

  TopicKeeperTest(Backbone backbone, Kafka kafka) {
    this.backbone = backbone;
    this.kafka = kafka;
  }

  @BeforeAll
  static void open(Backbone backbone) {
    admin = Admin.create(new KafkaClients(backbone.bootstrapServers()).common());
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  @Test
  void aMissingTopicIsCreatedWithEverySettingThatItStates() throws Exception {
    // given
    Topic topic = topic(3);

    // when
    new TopicKeeper(admin, ALONE).ensure(List.of(topic));

    // then
    assertThat(admin.describeTopics(List.of(topic.name())).allTopicNames().get())
        .extractingByKey(topic.name())
        .satisfies(found -> assertThat(found.partitions()).hasSize(3));
    Map<String, String> settings = settings(topic.name());
    assertThat(settings)
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "604800000")
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("max.message.bytes", "2097152")
        .containsEntry("unclean.leader.election.enable", "false");
  }

  @Test
  void whatExistsAsStatedIsLeftAlone() {
    // given
    Topic topic = topic(1);
    new TopicKeeper(admin, ALONE).ensure(List.of(topic));
    kafka.produce(topic.name(), "k", "kept");

    // when
    new TopicKeeper(admin, ALONE).ensure(List.of(topic));

    // then
    assertThat(kafka.readAll(topic.name())).hasSize(1);
  }

  @Test
  void everySettingThatDiffersIsNamedWithItsCure() {
    // given
    Topic topic = topic(2);
    Map<String, String> others = new HashMap<>();
    others.put("cleanup.policy", "compact");
    others.put("retention.ms", "1000");
    others.put("retention.bytes", "1000000");
    others.put("message.timestamp.type", "CreateTime");
    others.put("max.message.bytes", "1000000");
    others.put("unclean.leader.election.enable", "true");
    kafka.create(topic.name(), 5, others);

    // when
    Mismatch mismatch =
        catchThrowableOfType(
            Mismatch.class, () -> new TopicKeeper(admin, ALONE).ensure(List.of(topic)));

    // then
    assertThat(mismatch).message().contains(topic.name() + " has 5 partitions, not 2");
    assertThat(others.keySet()).isEqualTo(topic.config().keySet());
    others.forEach(
        (setting, found) -> {
          String stated = topic.config().get(setting);
          assertThat(mismatch)
              .message()
              .contains(
                  "topic %s has %s=%s, not %s".formatted(topic.name(), setting, found, stated),
                  "kafka-configs.sh --alter --topic %s --add-config %s=%s"
                      .formatted(topic.name(), setting, stated));
        });
  }

  @Test
  void oneWrongTopicAmongSeveralIsNamedAndNoOther() {
    // given
    Topic right = topic(1);
    Topic wrong = topic(1);
    Topic missing = topic(1);
    kafka.create(right.name(), 1, right.config());
    kafka.create(wrong.name(), 2, wrong.config());

    // when, then
    assertThatThrownBy(() -> new TopicKeeper(admin, ALONE).ensure(List.of(right, wrong, missing)))
        .isInstanceOf(Mismatch.class)
        .hasMessageStartingWith(
            "topic %s has 2 partitions, not 1: keys would lose their order".formatted(wrong.name()))
        .message()
        .hasLineCount(1);
  }

  @Test
  void aTopicWithFewerCopiesThanStatedIsRefused() {
    // given
    Topic topic = topic(1);
    kafka.create(topic.name(), 1, topic.config());

    // when, then
    assertThatThrownBy(() -> new TopicKeeper(admin, (short) 3).ensure(List.of(topic)))
        .isInstanceOf(Mismatch.class)
        .hasMessageStartingWith("topic " + topic.name() + " keeps 1 of 3 copies: ");
  }

  @Test
  void whatTheClusterCannotGiveIsAnError() {
    // given: one broker cannot keep three copies
    TopicKeeper keeper = new TopicKeeper(admin, (short) 3);

    // when, then
    assertThatThrownBy(() -> keeper.ensure(List.of(topic(1))))
        .isInstanceOf(IllegalStateException.class)
        .cause()
        .hasMessageContaining("replication factor");
  }

  @Test
  void twoInstancesMayCreateTheSameTopicsAtOnce() throws Exception {
    try (ExecutorService instances = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 10; round++) {
        // given
        List<Topic> topics = IntStream.range(0, 8).mapToObj(i -> topic(2)).toList();
        CyclicBarrier together = new CyclicBarrier(2);

        // when
        List<Future<?>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          both.add(
              instances.submit(
                  () -> {
                    together.await();
                    new TopicKeeper(admin, ALONE).ensure(topics);
                    return null;
                  }));
        }

        // then
        for (Future<?> one : both) {
          assertThatCode(one::get).doesNotThrowAnyException();
        }
      }
    }
  }

  private Topic topic(int partitions) {
    return new Topic(backbone.unique("kept"), partitions, WEEK);
  }

  private static Map<String, String> settings(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    Map<String, String> settings = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      settings.put(entry.name(), entry.value());
    }
    return settings;
  }
}
