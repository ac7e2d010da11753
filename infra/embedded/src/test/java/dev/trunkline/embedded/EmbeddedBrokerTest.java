package dev.trunkline.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EmbeddedBrokerTest {

  @TempDir Path folder;

  @Test
  void aRestartOnAnotherPortKeepsTheRecords() throws Exception {
    // given
    int first;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Client client = new Client(broker.bootstrapServers())) {
      first = broker.port();
      client.create("kept", 3);
      client.produce("kept", 100);
    }

    // when
    int other = Ports.free();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, other);
        Client client = new Client(broker.bootstrapServers())) {

      // then
      assertThat(broker.port()).isEqualTo(other).isNotEqualTo(first);
      assertThat(client.count("kept")).isEqualTo(100);
      client.produce("kept", 1);
      assertThat(client.count("kept")).isEqualTo(101);
    }
  }

  @Test
  void aCleanStopKeepsWhatFewRecordsSay() throws Exception {
    // given
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Client client = new Client(broker.bootstrapServers())) {
      client.create("kept", 6);
      client.produce("kept", 20);
    }

    // when
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Client client = new Client(broker.bootstrapServers())) {

      // then
      await() // what seems too old goes a second after the start
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(4))
          .untilAsserted(() -> assertThat(client.kept("kept")).isEqualTo(20));
    }
  }

  @Test
  void aMarkOfACleanStopThatAFailedStartLeftIsNotBelieved() throws Exception {
    // given
    try (ChildJvm child = ChildJvm.start("broker", folder)) {
      try (Client client = new Client(child.address())) {
        client.create("kept", 3);
        client.produce("kept", 20);
        child.killHard();
      }
    }
    Files.writeString(
        EmbeddedBroker.logFolderIn(folder).resolve(".kafka_cleanshutdown"),
        "{\"version\":0,\"brokerEpoch\":-1}");

    // when
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Client client = new Client(broker.bootstrapServers())) {

      // then
      await() // what seems too old goes a second after the start
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(4))
          .untilAsserted(() -> assertThat(client.kept("kept")).isEqualTo(20));
    }
  }

  @Test
  void acknowledgedRecordsSurviveKillNineOfTheirJvm() throws Exception {
    // given
    try (ChildJvm child = ChildJvm.start("broker", folder)) {
      try (Client client = new Client(child.address())) {
        client.create("kept", 3);
        client.produce("kept", 1000);
        client.consumeInGroup("kept", "group", "consumer");
        child.killHard();
      }
    }

    // when
    long start = System.nanoTime();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Client client = new Client(broker.bootstrapServers())) {
      System.out.println(
          "broker after kill -9: "
              + Duration.ofNanos(System.nanoTime() - start).toMillis()
              + " ms");

      // then
      assertThat(client.count("kept")).isEqualTo(1000);
      client.produce("kept", 1);
      assertThat(client.committed("group")).isEqualTo(1000);
    }
  }

  @Test
  void aFolderInUseIsRefusedInOneLine() throws IOException {
    try (ChildJvm child = ChildJvm.start("broker", folder)) {
      assertThat(child.address()).startsWith("127.0.0.1:");
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
          .isInstanceOf(CannotStart.class)
          .hasMessageContainingAll("Kafka", folder.toString(), "another process is using it")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void aTakenPortIsRefusedInOneLineAndTheFolderLetGo() throws IOException {
    try (ServerSocket other =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, other.getLocalPort()))
          .isInstanceOf(CannotStart.class)
          .hasMessageContainingAll("Kafka", "127.0.0.1:" + other.getLocalPort(), "taken")
          .hasMessageNotContaining("\n");
    }
    FolderLock.of(folder, "the test").close();
  }

  @Test
  void aFolderOfAnotherNodeIsRefusedInOneLineAndLetGo() throws IOException {
    // given
    EmbeddedBroker.start(folder, 0).close();
    Path properties = folder.resolve("log/meta.properties");
    Files.writeString(properties, Files.readString(properties).replace("node.id=1", "node.id=7"));

    // when, then
    assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
        .isInstanceOf(CannotStart.class)
        .hasMessageContainingAll("Kafka could not start on the folder " + folder, "node id")
        .hasMessageNotContaining("\n");
    FolderLock.of(folder, "the test").close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void bothKindsOfConsumerGroupsAndTransactionsWork(String protocol) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Client client = new Client(broker.bootstrapServers())) {
      // given
      client.create("events", 2);
      client.produceInTransaction("events", 10, true);
      client.produceInTransaction("events", 5, false);

      // when
      int seen = client.consumeInGroup("events", "group-" + protocol, protocol);

      // then
      assertThat(seen).isEqualTo(10);
      assertThat(client.committed("group-" + protocol)).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void itIsAProductionNodeThatMakesNoTopicByItself() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      // when
      var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();

      // then
      assertThat(features.get("transaction.version").maxVersionLevel()).isEqualTo((short) 2);
      assertThat(features.get("group.version").maxVersionLevel()).isEqualTo((short) 1);
      assertThatThrownBy(() -> admin.describeTopics(List.of("unmade")).allTopicNames().get())
          .hasMessageContaining("UnknownTopicOrPartition");
    }
  }

  @Test
  void aTwoMebibyteRecordIsTaken() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Client client = new Client(broker.bootstrapServers())) {
      client.create("large", 1);
      client.produceOne("large", new byte[2 * 1024 * 1024]);
      assertThat(client.count("large")).isEqualTo(1);
    }
  }

  @Test
  void theCheckpointTellsWhatReachedTheDisk() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Client client = new Client(broker.bootstrapServers())) {
      // given
      client.create("flushed", 1);

      // when
      client.produce("flushed", 7);

      // then
      Path checkpoint = broker.logFolder().resolve("recovery-point-offset-checkpoint");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> assertThat(Files.readString(checkpoint, UTF_8)).contains("flushed 0 7"));
    }
  }

  @Test
  void aFaultThatEndsKafkaStopsTheBrokerButNotTheJvm() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      // when
      assertThatThrownBy(() -> Exit.halt(1, "log directory failed"))
          .isInstanceOf(KafkaExit.Refused.class);

      // then
      assertThat(broker.failure())
          .hasValueSatisfying(why -> assertThat(why).contains("log directory failed"));
      await().until(() -> Ports.isFree(broker.port()));
    }
  }

  /** The broker would ask its controller for leave to stop, and wait for it for five minutes. */
  @Test
  void aBrokerWhoseControllerIsGoneStops() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      // when
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("kafka-1-raft-io-thread"))
          .forEach(Thread::interrupt);

      // then
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> broker.failure().isPresent() && Ports.isFree(broker.port()));
    }
    EmbeddedBroker.start(folder, 0).close();
  }
}
