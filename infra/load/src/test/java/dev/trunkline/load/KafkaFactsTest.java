package dev.trunkline.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.model.Settings;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.TopicKeeper;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lag, age, settling and the audit, each on facts planted in a real broker. */
@WithBackbone
class KafkaFactsTest {

  private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");
  private static final byte[] BODY = "{\"uniqueid\": \"1\"}".getBytes(UTF_8);

  private static KafkaClients clients;
  private static Admin admin;

  private final Backbone backbone;
  private final Kafka kafka;

  KafkaFactsTest(Backbone backbone, Kafka kafka) {
    this.backbone = backbone;
    this.kafka = kafka;
  }

  @BeforeAll
  static void topics(Backbone backbone) {
    clients = new KafkaClients(backbone.bootstrapServers());
    admin = Admin.create(clients.common());
    new TopicKeeper(admin, (short) 1).ensure(Topics.all(List.of("onecom")));
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  @Test
  void lagIsWhatAGroupHasNotCommitted() {
    // given
    String topic = topic();
    String group = backbone.unique("group");
    assertThat(Lag.of(admin, group, List.of(topic))).as("nothing there").isZero();
    for (int i = 0; i < 10; i++) {
      kafka.produce(topic, "k" + i, "v");
    }

    // when, then
    assertThat(Lag.of(admin, group, List.of(topic))).as("never read").isEqualTo(10);
    new ReadByStages(clients, admin)
        .commit(
            group,
            new TopicPartition(topic, 0),
            kafka.readAll(topic).stream().filter(r -> r.partition() == 0).count());
    assertThat(Lag.of(admin, group, List.of(topic)))
        .as("one of two partitions read")
        .isEqualTo(kafka.readAll(topic).stream().filter(r -> r.partition() == 1).count())
        .isBetween(1L, 9L);
    new ReadByStages(clients, admin).topic(group, topic);
    assertThat(Lag.of(admin, group, List.of(topic))).isZero();
    assertThat(Lag.waiting(admin, group, List.of(topic)).next()).isEmpty();
  }

  @Test
  void whatIsDeletedIsWaitedForNoMore() throws Exception {
    // given
    String topic = topic();
    for (int i = 0; i < 10; i++) {
      kafka.produce(topic, "same", "v");
    }
    int partition = kafka.readAll(topic).getFirst().partition();
    TopicPartition written = new TopicPartition(topic, partition);

    // when
    admin.deleteRecords(Map.of(written, RecordsToDelete.beforeOffset(7))).all().get();

    // then
    assertThat(Lag.waiting(admin, backbone.unique("group"), List.of(topic)).next())
        .containsExactly(Map.entry(written, 7L));
    assertThat(Lag.of(admin, backbone.unique("group"), List.of(topic))).isEqualTo(3);
  }

  @Test
  void howLongTheOldestWaitsIsToldByTheClock() {
    // given
    String topic = topic();
    String group = backbone.unique("group");
    kafka.produce(topic, "k", "first");
    kafka.produce(topic, "k", "second");
    long written = kafka.readAll(topic).getFirst().timestamp();
    Clock later = Clock.fixed(Instant.ofEpochMilli(written + 90_000), ZoneOffset.UTC);

    // when, then
    assertThat(Behind.of(clients, admin, group, List.of(topic), later))
        .isEqualTo(new Behind(2, Duration.ofSeconds(90)));
    new ReadByStages(clients, admin).topic(group, topic);
    assertThat(Behind.of(clients, admin, group, List.of(topic), later))
        .isEqualTo(new Behind(0, Duration.ZERO));
  }

  @Test
  void whoLooksAgainIsToldHowItIsByThen() {
    // given
    kafka.produce("raw.onecom.v1", "d", BODY, delivery(DeliveryIds.next()).headers());
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
    List<String> stages = List.of("normalizer", "lead-writer-payloads");
    try (Delays delays = new Delays(clients, later)) {
      // when
      Map<String, Behind> before = delays.of(stages);
      read("normalizer");
      Map<String, Behind> after = delays.of(stages);

      // then
      assertThat(before.values()).allMatch(b -> b.oldest().compareTo(Duration.ofMinutes(4)) > 0);
      assertThat(after.get("normalizer")).isEqualTo(new Behind(0, Duration.ZERO));
      assertThat(after.get("lead-writer-payloads").oldest()).isGreaterThan(Duration.ofMinutes(4));
      read("lead-writer-payloads");
      assertThat(delays.of(stages).get("lead-writer-payloads").records()).isZero();
    }
  }

  @Test
  void aClockBehindTheBrokersGivesNoNegativeAge() {
    // given
    String topic = topic();
    kafka.produce(topic, "k", "v");

    // when
    Behind behind =
        Behind.of(
            clients,
            admin,
            backbone.unique("group"),
            List.of(topic),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    // then
    assertThat(behind).isEqualTo(new Behind(1, Duration.ZERO));
  }

  @Test
  void everythingHasSettledOnceEveryStageHasReadAll() {
    // given: a delivery that no stage has read
    kafka.produce("raw.onecom.v1", "d", BODY, delivery(DeliveryIds.next()).headers());

    // when, then
    assertThat(Settling.await(clients, Duration.ofMillis(300))).isFalse();
    read("normalizer");
    read("lead-writer");
    assertThat(Settling.await(clients, Duration.ZERO)).as("payloads are not read").isFalse();
    read("lead-writer-payloads");
    read("lead-writer-dead-letters");
    assertThat(Settling.await(clients, Duration.ofSeconds(5))).isTrue();
    tell(new Manifest.Element(0, Fate.IGNORED, "a ping", null), DeliveryIds.next());
    assertThat(Settling.await(clients, Duration.ZERO)).as("a manifest is not read").isFalse();
    read("lead-writer");
    assertThat(Settling.await(clients, Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void theAuditFindsWhatIsPlanted() throws SQLException {
    // given: one delivery in order, one whose bytes were changed, one lost, one without a manifest,
    // one whose event is missing, and a dead letter that no manifest lists
    String right = keep(BODY);
    String changed = keep("other".getBytes(UTF_8));
    String lost = DeliveryIds.next();
    String silent = keep(BODY);
    String poor = keep(BODY);
    kafka.produce(
        EventKind.CALL.topic(), "onecom/1", EventJson.write(Planted.call(right)), Map.of());
    tell(new Manifest.Element(0, Fate.CANONICAL, null, List.of(Planted.EVENT)), right);
    tell(new Manifest.Element(0, Fate.IGNORED, "a ping", null), changed);
    tell(new Manifest.Element(0, Fate.CANONICAL, null, List.of(Planted.EVENT)), poor);
    kafka.produce(
        "dead.normalizer.v1",
        silent,
        BODY,
        Map.of("delivery_id", silent, "delivery_index", "4", "source", "onecom"));
    List<Ledger.Entry> sent =
        List.of(promise(right), promise(changed), promise(lost), promise(silent), promise(poor));

    // when
    Verdict verdict = audited(sent);

    // then
    assertThat(violations(verdict, "E1"))
        .containsExactlyInAnyOrder(
            "delivery " + changed + " was kept with other bytes than sent",
            "delivery " + lost + " was acknowledged and is in no raw topic and no journal");
    assertThat(violations(verdict, "E4"))
        .anyMatch(v -> v.equals("delivery " + silent + " has no manifest"))
        .anyMatch(v -> v.contains(poor) && v.endsWith("is listed 1 times and found 0 times"))
        .anyMatch(v -> v.contains(silent) && v.endsWith("is in no manifest"))
        .noneMatch(v -> v.contains(right));
    assertThat(verdict.equations()).extracting(Verdict.Equation::name).doesNotContain("E5");
  }

  @Test
  void aRecordingIsAuditedLikeACall() throws SQLException {
    // given
    String right = keep(BODY);
    String poor = keep(BODY);
    String unlisted = keep(BODY);
    for (String delivery : List.of(right, unlisted)) {
      CanonicalEvent found = Planted.recording(delivery);
      kafka.produce(EventKind.RECORDING.topic(), found.key(), EventJson.write(found), Map.of());
    }
    tell(new Manifest.Element(0, Fate.CANONICAL, null, List.of(Planted.EVENT)), right);
    tell(new Manifest.Element(0, Fate.CANONICAL, null, List.of(Planted.EVENT)), poor);
    tell(new Manifest.Element(0, Fate.IGNORED, "a ping", null), unlisted);

    // when
    Verdict verdict = audited(List.of());

    // then
    assertThat(violations(verdict, "E4"))
        .anyMatch(v -> v.contains(poor) && v.endsWith("is listed 1 times and found 0 times"))
        .anyMatch(v -> v.contains(unlisted))
        .noneMatch(v -> v.contains(right));
  }

  @Test
  void theAuditSeesOnlyWhatIsCommitted() throws SQLException {
    // given
    String delivery = keep(BODY);
    tell(new Manifest.Element(0, Fate.IGNORED, "a ping", null), delivery);
    Map<String, Object> settings = clients.producer();
    settings.put("transactional.id", backbone.unique("aborting"));
    try (KafkaProducer<String, byte[]> aborting = new KafkaProducer<>(settings)) {
      aborting.initTransactions();
      aborting.beginTransaction();
      aborting.send(
          new ProducerRecord<>(
              EventKind.CALL.topic(), "onecom/1", EventJson.write(Planted.call(delivery))));
      aborting.flush();
      aborting.abortTransaction();
    }

    // when
    Verdict verdict = audited(List.of());

    // then
    assertThat(violations(verdict, "E4")).noneMatch(v -> v.contains(delivery));
  }

  @Test
  void aStageThatIsBehindLeavesTheAuditOpen() throws SQLException {
    // given
    keep(BODY);

    // when, then
    assertThat(
            new Audit(clients, null, Settings.NONE, Clock.systemUTC())
                .run(List.of(), Duration.ofMillis(300)))
        .isEmpty();
  }

  private static Verdict audited(List<Ledger.Entry> sent) throws SQLException {
    List.of("normalizer", "lead-writer", "lead-writer-payloads", "lead-writer-dead-letters")
        .forEach(KafkaFactsTest::read);
    return new Audit(clients, null, Settings.NONE, Clock.systemUTC())
        .run(sent, Duration.ofSeconds(5))
        .orElseThrow();
  }

  private static void read(String stage) {
    new ReadByStages(clients, admin).stage(stage);
  }

  private static List<String> violations(Verdict verdict, String equation) {
    return verdict.equations().stream()
        .filter(e -> e.name().equals(equation))
        .findFirst()
        .orElseThrow()
        .violations();
  }

  private String keep(byte[] body) {
    String id = DeliveryIds.next();
    kafka.produce("raw.onecom.v1", id, body, delivery(id).headers());
    return id;
  }

  private static Ledger.Entry promise(String delivery) {
    return new Ledger.Entry("onecom", Ledger.sha256(BODY), RECEIVED.toString(), 202, delivery, 1);
  }

  private void tell(Manifest.Element element, String delivery) {
    kafka.produce("fates.v1", delivery, EventJson.write(manifest(delivery, element)), Map.of());
  }

  private static Manifest manifest(String delivery, Manifest.Element... elements) {
    return new Manifest(delivery, null, "onecom", RECEIVED, "hash", List.of(elements));
  }

  private static Delivery delivery(String id) {
    return new Delivery(
        id,
        "onecom",
        "onecom",
        "call",
        RECEIVED,
        "POST",
        null,
        null,
        "192.0.2.1",
        "none",
        null,
        Map.of(),
        null,
        BODY);
  }

  private String topic() {
    String topic = backbone.unique("lag");
    kafka.create(topic, 2);
    await().untilAsserted(() -> assertThat(kafka.readAll(topic)).isEmpty());
    return topic;
  }
}
