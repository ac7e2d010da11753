package dev.trunkline.normalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The replay lane on a real broker, as it is run beside the live one. */
@WithBackbone
class ReplayLaneTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HASH = "0123456789abcdef0123456789abcdef";

  private final Backbone backbone;
  private final Kafka kafka;
  private final String replay = DeliveryIds.next();

  ReplayLaneTest(Backbone backbone, Kafka kafka) {
    this.backbone = backbone;
    this.kafka = kafka;
  }

  @Test
  void whateverTheLaneIsInterruptedByEachDeliveryIsReadOnce() {
    // given
    List<Delivery> deliveries = deliveries(600);
    RunningNormalizer first = start(2_000, HASH);
    fill(deliveries);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(manifests()).isNotEmpty());

    // when
    first.close();
    int readByTheFirst = manifests().size();
    RunningNormalizer second = start(2_000, HASH);
    try (second) {
      // then
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(manifests()).hasSize(600));
    }
    assertThat(readByTheFirst).as("it was interrupted").isLessThan(600);
    assertThat(manifests())
        .extracting(Manifest::deliveryId)
        .containsExactlyInAnyOrderElementsOf(deliveries.stream().map(Delivery::id).toList());
    assertThat(events())
        .containsExactlyInAnyOrderElementsOf(
            manifests().stream()
                .flatMap(manifest -> manifest.elements().stream())
                .flatMap(e -> e.eventIds() == null ? Stream.of() : e.eventIds().stream())
                .toList())
        .isNotEmpty();
  }

  @Test
  void theCapHolds() {
    try (RunningNormalizer normalizer = start(50, HASH)) {
      // when
      fill(deliveries(150));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(manifests()).hasSize(150));

      // then: of three seconds' work the first may come at once
      List<Long> times =
          records(Topics.FATES.name()).map(ConsumerRecord::timestamp).sorted().toList();
      assertThat(times.getLast() - times.getFirst()).isGreaterThan(1_500);
      assertThat(replayed(normalizer)).isEqualTo(150);
    }
  }

  @Test
  void whileADefinitionIsAwayTheLaneWaitsAndLiveTrafficGoesOn() {
    // given
    AtomicBoolean back = new AtomicBoolean();
    AtomicInteger tries = new AtomicInteger();
    List<Delivery> deliveries = deliveries(20);
    try (RunningNormalizer normalizer =
        RunningNormalizer.start(
            backbone,
            0,
            Given.TRANSLATOR,
            500,
            (hash, source) -> {
              tries.incrementAndGet();
              if (!back.get()) {
                throw new IllegalStateException("no definition " + hash + " is in the archive");
              }
              return Given.TRANSLATOR;
            })) {
      // when
      fill(deliveries);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(tries).hasValueGreaterThan(3));
      Delivery live =
          Given.sample("onecom", "s01-single")
              .delivery(DeliveryIds.next(), "onecom", Given.RECEIVED);
      kafka.produce("raw.onecom.v1", live.id(), live.body(), live.headers());

      // then
      kafka.await(Topics.FATES.name(), record -> live.id().equals(record.key()));
      assertThat(manifests()).isEmpty();
      assertThat(events()).isEmpty();
      assertThat(records(Topics.DEAD_NORMALIZER.name())).isEmpty();

      // when
      back.set(true);

      // then
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(manifests()).hasSize(20));
      assertThat(replayed(normalizer)).isEqualTo(20);
    }
  }

  private RunningNormalizer start(int rate, String known) {
    return RunningNormalizer.start(
        backbone,
        0,
        Given.TRANSLATOR,
        rate,
        (hash, source) -> {
          assertThat(hash).isEqualTo(known);
          return Given.TRANSLATOR;
        });
  }

  private static double replayed(RunningNormalizer normalizer) {
    return Given.VENDORS.all().stream().mapToDouble(v -> normalizer.replayed(v.vendor())).sum();
  }

  private List<Delivery> deliveries(int count) {
    List<Sample> samples =
        Given.VENDORS.all().stream().flatMap(vendor -> vendor.samples().stream()).toList();
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sample sample = samples.get(i % samples.size());
      deliveries.add(sample.delivery(DeliveryIds.next(), sample.vendor(), Given.RECEIVED));
    }
    return deliveries;
  }

  private void fill(List<Delivery> deliveries) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(new KafkaClients(backbone.bootstrapServers()).producer())) {
      for (Delivery delivery : deliveries) {
        Map<String, String> headers = delivery.headers();
        headers.put("replay_id", replay);
        headers.put("definition_hash", HASH);
        producer.send(
            new ProducerRecord<>(
                Topics.REPLAY.name(),
                null,
                delivery.id(),
                delivery.body(),
                HeaderMaps.write(headers)));
      }
    }
  }

  /** The manifests of this test's replay. */
  private List<Manifest> manifests() {
    return kafka.readAll(Topics.FATES.name()).stream()
        .map(record -> EventJson.readManifest(record.value()))
        .filter(manifest -> replay.equals(manifest.replayId()))
        .toList();
  }

  /** The ids of the events that this test's replay made, as often as it made them. */
  private List<String> events() {
    return Stream.of(EventKind.values())
        .flatMap(kind -> records(kind.topic()))
        .map(record -> String.valueOf(Kafka.header(record, "ce_id")))
        .toList();
  }

  private Stream<ConsumerRecord<String, byte[]>> records(String topic) {
    return kafka.readAll(topic).stream().filter(record -> replay.equals(replayOf(record)));
  }

  private static String replayOf(ConsumerRecord<String, byte[]> record) {
    String header = Kafka.header(record, "replay_id");
    return header == null && record.topic().equals(Topics.FATES.name())
        ? String.valueOf(EventJson.readManifest(record.value()).replayId())
        : String.valueOf(header);
  }
}
