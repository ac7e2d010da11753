package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.plumbing.KafkaClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryPointsTest {

  private static final TopicPartition PLACE = new TopicPartition("place", 0);

  @TempDir Path folder;

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
