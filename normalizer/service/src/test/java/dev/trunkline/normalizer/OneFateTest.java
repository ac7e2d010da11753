package dev.trunkline.normalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.OneFate;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Promise P3 on a real broker, with the stage as it is run. Group and topics have fixed names, so
 * the tests come one after the other; the last one leaves records that no promise is about.
 */
@WithBackbone
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OneFateTest {

  private static final List<String> CANONICAL =
      Arrays.stream(EventKind.values()).map(EventKind::topic).toList();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Backbone backbone;
  private final Kafka kafka;
  private final OneFate oneFate = new OneFate(rawAndReplayed(), CANONICAL);

  OneFateTest(Backbone backbone, Kafka kafka) {
    this.backbone = backbone;
    this.kafka = kafka;
  }

  /** Other tests of this JVM may have replayed something. */
  private static List<String> rawAndReplayed() {
    List<String> topics = new ArrayList<>(RunningNormalizer.RAW);
    topics.add(Topics.REPLAY.name());
    return topics;
  }

  @Test
  @Order(1)
  void everySampleShuffledAndDoubledHasItsFate() {
    try (RunningNormalizer normalizer = RunningNormalizer.start(backbone, 0, Given.TRANSLATOR)) {
      // given: everything told twice by the vendor, and every delivery kept twice by a gateway
      List<Delivery> deliveries = new ArrayList<>();
      for (int times = 0; times < 2; times++) {
        samples().forEach(sample -> deliveries.add(delivery(sample)));
      }
      List<Delivery> kept = new ArrayList<>(deliveries);
      kept.addAll(deliveries);
      Collections.shuffle(kept, new Random(1));

      // when
      kept.forEach(this::keep);

      // then
      oneFate.await(kafka);
      Map<String, List<Manifest>> manifests = manifests();
      manifests.keySet().retainAll(deliveries.stream().map(Delivery::id).toList());
      assertThat(manifests.keySet()).hasSize(deliveries.size());
      deliveries.forEach(
          delivery ->
              assertThat(manifests.get(delivery.id()))
                  .hasSize(2)
                  .allSatisfy(
                      manifest ->
                          assertThat(manifest.elements())
                              .isEqualTo(manifest(delivery).elements())));
      assertThat(normalizer.counted("onecom", "canonical"))
          .isEqualTo(elements(manifests, "onecom", Fate.CANONICAL));
      assertThat(normalizer.counted("onecom", "dead"))
          .isEqualTo(elements(manifests, "onecom", Fate.DEAD))
          .isPositive();
    }
  }

  @Test
  @Order(2)
  void aRollingRestartLosesAndDoublesNothing() {
    // given
    List<Sample> samples = samples();
    Set<String> sent = new HashSet<>();
    RunningNormalizer first = RunningNormalizer.start(backbone, 0, Given.TRANSLATOR);
    try (RunningNormalizer second = RunningNormalizer.start(backbone, 1, Given.TRANSLATOR)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(both(first, second)).containsOnly(3 * RunningNormalizer.RAW.size()));

      // when: one goes while records come, and comes again
      send(samples, 1_200, sent);
      first.close();
      send(samples, 600, sent);
      RunningNormalizer again = RunningNormalizer.start(backbone, 0, Given.TRANSLATOR);
      try (again) {
        send(samples, 300, sent);

        // then
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(manifests().keySet()).containsAll(sent));
        oneFate.await(kafka);
        assertThat(both(again, second)).as("both have work").doesNotContain(0);
        Map<String, List<Manifest>> manifests = manifests();
        assertThat(sent).allSatisfy(id -> assertThat(manifests.get(id)).hasSize(1));
      }
    }
  }

  @Test
  @Order(3)
  void whatNobodyCanReadGoesOn() {
    // given
    byte[] noise = new byte[1_000];
    new Random(7).nextBytes(noise);
    int before = dead().size();
    try (RunningNormalizer normalizer = RunningNormalizer.start(backbone, 0, Given.TRANSLATOR)) {
      // when
      Delivery random = Given.delivery(DeliveryIds.next(), "onecom", noise, null);
      Delivery empty = Given.delivery(DeliveryIds.next(), "onecom", new byte[0], null);
      Delivery nothing = Given.delivery(DeliveryIds.next(), "onecom", new byte[0], null);
      Delivery good = delivery(Given.sample("onecom", "s01-single"));
      keep(random);
      keep(empty);
      kafka.produce("raw.onecom.v1", nothing.id(), null, nothing.headers());
      kafka.produce("raw.onecom.v1", null, noise, Map.of("source", "onecom"));
      kafka.produce("raw.onecom.v1", null, null, Map.of());
      keep(good);

      // then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(manifests().keySet())
                      .contains(random.id(), empty.id(), nothing.id(), good.id()));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(dead()).hasSize(before + 5));
      assertThat(normalizer.counted("unknown", "dead")).isEqualTo(2);
      assertThat(manifests().get(good.id()).getFirst().elements())
          .extracting(Manifest.Element::fate)
          .containsExactly(Fate.CANONICAL);
      assertThat(dead())
          .filteredOn(letter -> random.id().equals(Kafka.header(letter, "delivery_id")))
          .singleElement()
          .satisfies(letter -> assertThat(letter.value()).isEqualTo(noise));
    }
  }

  private static List<Integer> both(RunningNormalizer one, RunningNormalizer other) {
    return List.of(one.partitions(), other.partitions());
  }

  private void send(List<Sample> samples, int count, Set<String> sent) {
    try (KafkaProducer<String, byte[]> gateway =
        new KafkaProducer<>(new KafkaClients(backbone.bootstrapServers()).producer())) {
      for (int i = 0; i < count; i++) {
        Delivery delivery = delivery(samples.get(i % samples.size()));
        gateway.send(
            new ProducerRecord<>(
                "raw." + delivery.vendor() + ".v1",
                null,
                delivery.id(),
                delivery.body(),
                HeaderMaps.write(delivery.headers())));
        sent.add(delivery.id());
      }
    }
  }

  private void keep(Delivery delivery) {
    kafka.produce(
        "raw." + delivery.vendor() + ".v1", delivery.id(), delivery.body(), delivery.headers());
  }

  private static List<Sample> samples() {
    return Given.VENDORS.all().stream().flatMap(vendor -> vendor.samples().stream()).toList();
  }

  private static Delivery delivery(Sample sample) {
    return sample.delivery(DeliveryIds.next(), sample.vendor(), Given.RECEIVED);
  }

  private static Manifest manifest(Delivery delivery) {
    return Given.manifest(
        new Normalizer(Given.TRANSLATOR::translate).normalize(Given.raw(delivery)));
  }

  private Map<String, List<Manifest>> manifests() {
    Map<String, List<Manifest>> manifests = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : kafka.readAll(Topics.FATES.name())) {
      Manifest manifest = EventJson.readManifest(record.value());
      assertThat(record.key()).isEqualTo(manifest.deliveryId());
      manifests.computeIfAbsent(manifest.deliveryId(), id -> new ArrayList<>()).add(manifest);
    }
    return manifests;
  }

  private List<ConsumerRecord<String, byte[]>> dead() {
    return kafka.readAll(Topics.DEAD_NORMALIZER.name());
  }

  private static double elements(Map<String, List<Manifest>> manifests, String source, Fate fate) {
    return manifests.values().stream()
        .flatMap(List::stream)
        .filter(manifest -> manifest.source().equals(source))
        .flatMap(manifest -> manifest.elements().stream())
        .filter(element -> element.fate() == fate)
        .count();
  }
}
