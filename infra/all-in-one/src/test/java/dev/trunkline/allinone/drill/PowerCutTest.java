package dev.trunkline.allinone.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk of its own; left out where none can be mounted. */
class PowerCutTest {

  private static final TopicPartition KEPT = new TopicPartition("kept", 0);

  @TempDir Path home;

  @Test
  void whatACleanStopSaysIsTrueAfterAPowerCutToo() throws Exception {
    assumeThat(LoopDisk.works()).isTrue();
    try (LoopDisk disk = LoopDisk.make(home)) {
      // given
      Path folder = disk.folder().resolve("kafka");
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
        produce(broker, 3);
      }

      // when
      disk.remember(new Random(unsynced()));
      disk.fallBack();

      // then
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
          Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        await() // what seems too old goes a second after the start
            .during(Duration.ofSeconds(3))
            .atMost(Duration.ofSeconds(4))
            .untilAsserted(
                () -> {
                  assertThat(offset(admin, OffsetSpec.latest())).isEqualTo(3);
                  assertThat(offset(admin, OffsetSpec.earliest())).isZero();
                });
      }
    }
  }

  /** A seed of which the disk syncs nothing by itself. */
  private static long unsynced() {
    return LongStream.iterate(0, seed -> seed + 1)
        .filter(seed -> !new Random(seed).nextBoolean())
        .findFirst()
        .orElseThrow();
  }

  private static void produce(EmbeddedBroker broker, int count) throws Exception {
    Map<String, Object> where = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(where);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(where, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin.createTopics(List.of(new NewTopic(KEPT.topic(), 1, (short) 1))).all().get();
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(KEPT.topic(), new byte[100])).get();
      }
    }
  }

  private static long offset(Admin admin, OffsetSpec spec) throws Exception {
    return admin.listOffsets(Map.of(KEPT, spec)).partitionResult(KEPT).get().offset();
  }
}
