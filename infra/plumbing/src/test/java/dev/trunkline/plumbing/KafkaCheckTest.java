package dev.trunkline.plumbing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.plumbing.assertion.Mismatch;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A real broker is looked at, and made unfit in one way after the other. */
@WithBackbone
class KafkaCheckTest {

  private static final Duration WEEK = Duration.ofDays(7);

  private static Admin admin;

  private final KafkaClients clients;
  private final Kafka kafka;
  private final Topic topic;

  KafkaCheckTest(Backbone backbone, Kafka kafka) {
    this.clients = new KafkaClients(backbone.bootstrapServers());
    this.kafka = kafka;
    this.topic = new Topic(backbone.unique("checked"), 2, WEEK);
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
  void ourOwnBrokerFitsWhetherTheTopicIsThereOrNot() {
    assertThat(findings(topic)).isEmpty();

    kafka.create(topic.name(), 2, topic.config());

    assertThat(findings(topic)).isEmpty();
  }

  @Test
  void aTopicThatSomebodyAlteredIsFound() throws Exception {
    // given
    new TopicKeeper(admin, (short) 1).ensure(List.of(topic));

    // when
    alter(ConfigResource.Type.TOPIC, topic.name(), "message.timestamp.type", "CreateTime");

    // then
    awaitFound(
        "topic %s has message.timestamp.type=CreateTime, not LogAppendTime"
            .formatted(topic.name()));
  }

  @Test
  void aBrokerThatTakesSmallRecordsOnlyIsFound() throws Exception {
    // given
    String broker = admin.describeCluster().nodes().get().iterator().next().idString();
    alter(ConfigResource.Type.BROKER, broker, "message.max.bytes", "1048588");
    try {
      // when, then
      awaitFound("broker %s has message.max.bytes=1048588, not 2097152 or more".formatted(broker));
    } finally {
      reset(ConfigResource.Type.BROKER, broker, "message.max.bytes");
    }
    awaitFound();
  }

  @Test
  void olderTransactionsAreFound() throws Exception {
    // given
    transactionVersion(1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
    try {
      // when, then
      awaitFound("Kafka's feature transaction.version is 1, not 2 or more");
    } finally {
      transactionVersion(2, FeatureUpdate.UpgradeType.UPGRADE);
    }
    awaitFound();
  }

  @Test
  void anApplicationRefusesToRunAndMakesNoTopic() {
    // given
    Topic wrong = new Topic(topic.name() + "-wrong", 1, WEEK);
    kafka.create(wrong.name(), 3, wrong.config());
    await().until(() -> !findings(wrong).isEmpty());

    // when
    Mismatch mismatch = catchThrowableOfType(Mismatch.class, () -> run(List.of(topic, wrong)));

    // then
    assertThat(mismatch.findings())
        .extracting(Finding::what)
        .containsExactly("topic %s has 3 partitions, not 1".formatted(wrong.name()));
    assertThat(admin.listTopics().names())
        .succeedsWithin(WEEK)
        .satisfies(names -> assertThat(names).contains(wrong.name()).doesNotContain(topic.name()));
  }

  /** A broker hears of a change a moment after it was accepted. */
  private void awaitFound(String... what) {
    await()
        .untilAsserted(
            () -> assertThat(findings(topic)).extracting(Finding::what).containsExactly(what));
  }

  private List<Finding> findings(Topic wanted) {
    return new KafkaCheck(clients, (short) 1, List.of(wanted)).findings();
  }

  private void run(List<Topic> topics) throws Throwable {
    try {
      new SpringApplicationBuilder(Application.class)
          .web(WebApplicationType.NONE)
          .registerShutdownHook(false)
          .properties(
              "spring.kafka.bootstrap-servers=" + clients.bootstrapServers(),
              "trunkline.kafka.replication=1")
          .initializers(
              starting -> starting.getBeanFactory().registerSingleton("wanted", new Wanted(topics)))
          .run()
          .close();
    } catch (RuntimeException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw root;
    }
  }

  private static void alter(ConfigResource.Type type, String name, String setting, String value)
      throws Exception {
    incrementally(type, name, new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
  }

  private static void reset(ConfigResource.Type type, String name, String setting)
      throws Exception {
    incrementally(type, name, new ConfigEntry(setting, ""), AlterConfigOp.OpType.DELETE);
  }

  private static void incrementally(
      ConfigResource.Type type, String name, ConfigEntry entry, AlterConfigOp.OpType operation)
      throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(new ConfigResource(type, name), List.of(new AlterConfigOp(entry, operation))))
        .all()
        .get();
  }

  private static void transactionVersion(int version, FeatureUpdate.UpgradeType type)
      throws Exception {
    admin
        .updateFeatures(
            Map.of("transaction.version", new FeatureUpdate((short) version, type)),
            new UpdateFeaturesOptions())
        .all()
        .get();
  }

  @Configuration(proxyBeanMethods = false)
  @Import(PlumbingConfiguration.class)
  static class Application {

    @Bean
    List<Topic> topics(Wanted wanted) {
      return wanted.topics();
    }
  }

  private record Wanted(List<Topic> topics) {}
}
