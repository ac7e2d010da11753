package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.plumbing.KafkaClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerCutTest {

  private static final TopicPartition PLACE = new TopicPartition("place", 0);

  @TempDir Path folder;

  @Test
  void itIsTakenForOneOnlyWhereTheMachineWasStartedAndNothingEndedInOrder() {
    List<String> told = new ArrayList<>();
    PowerCut first = new PowerCut(folder, "boot-1");
    assertThat(first.mayHaveBeen()).as("a new folder").isFalse();
    first.mend(new KafkaClients("127.0.0.1:1"), told::add);

    assertThat(new PowerCut(folder, "boot-1").mayHaveBeen()).as("kill -9").isFalse();
    assertThat(new PowerCut(folder, "boot-2").mayHaveBeen()).as("the machine started").isTrue();
    assertThat(new PowerCut(folder, "unknown").mayHaveBeen()).as("nobody knows").isTrue();

    first.ended();
    assertThat(new PowerCut(folder, "boot-2").mayHaveBeen()).as("ended in order").isFalse();
    assertThat(told).isEmpty();
  }

  @Test
  void everyGroupReadsTheLastMinuteAgainAndNoneStandsBehindAnEnd() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0)) {
      KafkaClients clients = new KafkaClients(broker.bootstrapServers());
      try (Admin admin = Admin.create(clients.common())) {
        admin.createTopics(List.of(new NewTopic(PLACE.topic(), 1, (short) 1))).all().get();
        RecordMetadata last = produce(clients, 100);

        // given a group that is at the end, and one that is behind it: the end was forgotten
        admin
            .alterConsumerGroupOffsets("reader", Map.of(PLACE, new OffsetAndMetadata(100)))
            .all()
            .get();
        admin
            .alterConsumerGroupOffsets("beyond", Map.of(PLACE, new OffsetAndMetadata(170)))
            .all()
            .get();
        admin
            .alterConsumerGroupOffsets("early", Map.of(PLACE, new OffsetAndMetadata(0)))
            .all()
            .get();

        // when
        assertThat(new StepBack(clients).all()).isEqualTo(2);

        // then
        assertThat(offset(admin, "reader")).isZero();
        assertThat(offset(admin, "beyond")).isZero();
        assertThat(offset(admin, "early")).isZero();
        assertThat(last.offset()).isEqualTo(99);
      }
    }
  }

  @Test
  void membersThatDiedAreWaitedFor() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0)) {
      KafkaClients clients = new KafkaClients(broker.bootstrapServers());
      try (Admin admin = Admin.create(clients.common())) {
        admin.createTopics(List.of(new NewTopic(PLACE.topic(), 1, (short) 1))).all().get();
        produce(clients, 10);
        // The session of one that is closed without a word lasts as that of one that was killed.
        Map<String, Object> config = clients.consumer("reader", 100);
        config.put("session.timeout.ms", 2_000);
        config.put("heartbeat.interval.ms", 500);
        config.put("internal.leave.group.on.close", false);
        try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(config)) {
          reader.subscribe(List.of(PLACE.topic()));
          List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () -> {
                    reader.poll(Duration.ofMillis(100)).forEach(seen::add);
                    return seen.size() == 10;
                  });
          reader.commitSync();
        }

        assertThat(new StepBack(clients).all()).isEqualTo(1);

        assertThat(offset(admin, "reader")).isZero();
      }
    }
  }

  @Test
  void theBrokersOwnFileSaysWhatIsFlushed() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0)) {
      KafkaClients clients = new KafkaClients(broker.bootstrapServers());
      try (Admin admin = Admin.create(clients.common())) {
        admin.createTopics(List.of(new NewTopic(PLACE.topic(), 1, (short) 1))).all().get();
      }
      RecoveryPoints points = new RecoveryPoints(broker.logFolder());
      points.refresh();
      assertThat(points.covers(PLACE, 0)).isFalse();

      RecordMetadata last = produce(clients, 20);

      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                points.refresh();
                return points.covers(PLACE, last.offset());
              });
      assertThat(points.covers(PLACE, last.offset() + 1)).isFalse();
      assertThat(points.covers(new TopicPartition("other", 0), 0)).isFalse();
    }
  }

  private static long offset(Admin admin, String group) throws Exception {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .get(PLACE)
        .offset();
  }

  private static RecordMetadata produce(KafkaClients clients, int count) throws Exception {
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(clients.producer())) {
      RecordMetadata last = null;
      for (int i = 0; i < count; i++) {
        last =
            producer.send(new ProducerRecord<>(PLACE.topic(), "k", ("" + i).getBytes(UTF_8))).get();
      }
      return last;
    }
  }
}
