package dev.trunkline.normalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.CurrentTranslator;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A batch that fails half way: of what it made and of how far it read nothing is seen. */
@WithBackbone
class OneTransactionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final TopicPartition RAW = new TopicPartition("raw.onecom.v1", 0);

  private final Backbone backbone;
  private final Kafka kafka;
  private final KafkaClients clients;

  OneTransactionTest(Backbone backbone, Kafka kafka) {
    this.backbone = backbone;
    this.kafka = kafka;
    this.clients = new KafkaClients(backbone.bootstrapServers());
  }

  @Test
  void whatABatchMakesAndHowFarItReadCommitTogether() throws Exception {
    // given two deliveries of one batch, of which the second cannot be read
    RunningNormalizer.start(backbone, 0, Given.TRANSLATOR).close();
    List<Delivery> deliveries = Stream.generate(OneTransactionTest::delivery).limit(2).toList();
    AtomicInteger readings = new AtomicInteger();
    AtomicBoolean back = new AtomicBoolean();
    CurrentTranslator everyOther =
        () -> {
          if (readings.getAndIncrement() % 2 == 1 && !back.get()) {
            throw new UncheckedIOException(new NoSuchFileException("definitions"));
          }
          return Given.TRANSLATOR;
        };
    try (Admin admin = Admin.create(clients.common())) {
      OffsetAndMetadata before = committed(admin);
      keep(deliveries);
      try (RunningNormalizer normalizer = RunningNormalizer.start(backbone, 0, everyOther)) {
        // when
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(readings).hasValueGreaterThan(5));

        // then
        assertThat(committed(admin)).isEqualTo(before);
        assertThat(manifests(deliveries)).isEmpty();

        // when
        back.set(true);

        // then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(manifests(deliveries)).hasSize(2));
        assertThat(normalizer.counted("onecom", "canonical")).isPositive();
      }
    }
  }

  private static Delivery delivery() {
    return Given.sample("onecom", "s01-single")
        .delivery(DeliveryIds.next(), "onecom", Given.RECEIVED);
  }

  /** In one batch of the topic, so that they are read together. */
  private void keep(List<Delivery> deliveries) {
    Map<String, Object> config = new HashMap<>(clients.producer());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5_000);
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config)) {
      for (Delivery delivery : deliveries) {
        producer.send(
            new ProducerRecord<>(
                RAW.topic(),
                RAW.partition(),
                delivery.id(),
                delivery.body(),
                HeaderMaps.write(delivery.headers())));
      }
      producer.flush();
    }
  }

  private static @Nullable OffsetAndMetadata committed(Admin admin) throws Exception {
    return admin
        .listConsumerGroupOffsets(NormalizerConfiguration.GROUP)
        .partitionsToOffsetAndMetadata()
        .get()
        .get(RAW);
  }

  private List<String> manifests(List<Delivery> deliveries) {
    List<String> ids = deliveries.stream().map(Delivery::id).toList();
    return kafka.readAll(Topics.FATES.name()).stream()
        .map(record -> record.key())
        .filter(ids::contains)
        .toList();
  }
}
