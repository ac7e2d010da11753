package dev.trunkline.normalizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.normalizer.Normalizer.Normalized;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.Translation;
import dev.trunkline.vendors.Translation.Element;
import dev.trunkline.vendors.Translator;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizerTest {

  /** What is asked of other stages, beside what is told. */
  private static final Set<String> ASKING =
      Set.of(Topics.RECORDINGS_WANTED.name(), Topics.PULLS_ASKED.name());

  private static final Normalizer NORMALIZER = new Normalizer(Given.TRANSLATOR::translate);
  private static final String ID = "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f";
  private static final String REPLAY = "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e70";

  @Test
  void aBatchKeepsItsGoodRecords() {
    // given
    Sample sample = Given.sample("onecom", "w07-batch-one-broken");

    // when
    Normalized normalized =
        NORMALIZER.normalize(Given.raw(sample.delivery(ID, "onecom", Given.RECEIVED)));

    // then
    assertThat(normalized.source()).isEqualTo("onecom");
    assertThat(normalized.records())
        .extracting(ProducerRecord::topic)
        .filteredOn(topic -> !topic.equals(Topics.RECORDINGS_WANTED.name()))
        .containsExactly(
            "calls.v1", "calls.v1", "dead.normalizer.v1", "calls.v1", "calls.v1", "fates.v1");
    ProducerRecord<String, byte[]> dead =
        normalized.records().stream()
            .filter(record -> record.topic().equals("dead.normalizer.v1"))
            .findFirst()
            .orElseThrow();
    assertThat(EventJson.mapper().readTree(dead.value()))
        .isEqualTo(EventJson.mapper().readTree(sample.body()).get(2));
    assertThat(new String(sample.body(), UTF_8)).contains(new String(dead.value(), UTF_8));
    Manifest manifest = Given.manifest(normalized);
    assertThat(dead.key()).isEqualTo(ID);
    assertThat(HeaderMaps.read(dead.headers()))
        .containsOnly(
            Map.entry("stage", "normalizer"),
            Map.entry("reason", "uniqueid (vendor_call_id) is missing"),
            Map.entry("origin", "raw.onecom.v1-3@42"),
            Map.entry("delivery_id", ID),
            Map.entry("delivery_index", "2"),
            Map.entry("source", "onecom"),
            Map.entry("definition_hash", String.valueOf(manifest.definitionHash())),
            Map.entry("attempts", "1"));
    assertThat(manifest.elements())
        .extracting(Manifest.Element::fate)
        .containsExactly(Fate.CANONICAL, Fate.CANONICAL, Fate.DEAD, Fate.CANONICAL, Fate.CANONICAL);
    assertThat(manifest.elements().get(2).reason())
        .isEqualTo("uniqueid (vendor_call_id) is missing");
    assertThat(normalized.fates()).isEqualTo(manifest.elements());
  }

  @Test
  void anEventSaysWhatItIsInItsHeaders() {
    // given
    Sample sample = Given.sample("onecom", "s01-single");

    // when
    Normalized normalized =
        NORMALIZER.normalize(Given.raw(sample.delivery(ID, "onecom", Given.RECEIVED)));

    // then
    ProducerRecord<String, byte[]> record = normalized.records().getFirst();
    CanonicalEvent event = EventJson.read(EventKind.CALL, record.value());
    assertThat(event.deliveryId()).isEqualTo(ID);
    assertThat(record.key()).isEqualTo(event.key());
    assertThat(HeaderMaps.read(record.headers()))
        .containsEntry("ce_id", event.eventId())
        .containsEntry("ce_type", "call.completed")
        .containsEntry("ce_subject", event.key())
        .doesNotContainKey("replay_id");
  }

  /** What is read again was asked for when it came, and what is made up has no recording. */
  @Test
  void aRecordingIsAskedForOnceAndLive() {
    // given
    Sample sample = Given.sample("onecom", "s01-single");
    Delivery live = sample.delivery(ID, "onecom", Given.RECEIVED);
    Delivery replayed =
        Given.delivery(ID, "onecom", sample.body(), "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e70");

    // when
    List<ProducerRecord<String, byte[]>> first = NORMALIZER.normalize(Given.raw(live)).records();
    List<ProducerRecord<String, byte[]>> again =
        NORMALIZER.normalize(Given.raw(replayed)).records();

    // then
    assertThat(first)
        .extracting(ProducerRecord::topic)
        .contains("calls.v1", "recordings.wanted.v1");
    assertThat(again)
        .extracting(ProducerRecord::topic)
        .contains("calls.v1")
        .doesNotContain("recordings.wanted.v1");
  }

  /** A notification says only that there is something to fetch. */
  @Test
  void aNotificationAsksThePullSideOnceAndLive() {
    byte[] body = "{\"phone\": \"214\"}".getBytes(StandardCharsets.UTF_8);

    List<ProducerRecord<String, byte[]>> first =
        NORMALIZER.normalize(Given.raw(Given.delivery(ID, "onecom", body, null))).records();
    List<ProducerRecord<String, byte[]>> again =
        NORMALIZER
            .normalize(
                Given.raw(
                    Given.delivery(ID, "onecom", body, "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e70")))
            .records();

    ProducerRecord<String, byte[]> asked =
        first.stream()
            .filter(record -> record.topic().equals(Topics.PULLS_ASKED.name()))
            .findFirst()
            .orElseThrow();
    PullAsk ask = EventJson.mapper().readValue(asked.value(), PullAsk.class);
    assertThat(asked.key()).isEqualTo("onecom");
    assertThat(ask.ask()).isEqualTo(PullAsk.Ask.NOTIFY);
    assertThat(ask.askedAt()).isEqualTo(Given.RECEIVED);
    assertThat(again)
        .extracting(ProducerRecord::topic)
        .contains("calls.v1")
        .doesNotContain(Topics.PULLS_ASKED.name());
  }

  static Stream<Sample> samples() {
    return Given.VENDORS.all().stream().flatMap(vendor -> vendor.samples().stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void theManifestAccountsForEveryRecordBeforeIt(Sample sample) {
    // given
    Normalizer ofSample =
        new Normalizer(Translator.of(Given.VENDORS, List.of(sample.source()))::translate);

    // when
    Normalized normalized =
        ofSample.normalize(Given.raw(sample.delivery(ID, sample.vendor(), Given.RECEIVED)));

    // then
    Manifest manifest = Given.manifest(normalized);
    List<String> listed = new ArrayList<>();
    for (Manifest.Element element : manifest.elements()) {
      switch (element.fate()) {
        case CANONICAL -> listed.addAll(Objects.requireNonNull(element.eventIds()));
        case DEAD -> listed.add("dead " + element.index());
        case IGNORED -> assertThat(element.reason()).isNotBlank();
      }
    }
    assertThat(
            normalized.records().stream()
                .limit(normalized.records().size() - 1)
                .filter(record -> !ASKING.contains(record.topic())))
        .extracting(NormalizerTest::told)
        .containsExactlyElementsOf(listed);
    assertThat(manifest.elements())
        .extracting(Manifest.Element::index)
        .containsExactlyElementsOf(IntStream.range(0, manifest.elements().size()).boxed().toList());
    assertThat(listed).hasSizeGreaterThanOrEqualTo(sample.means().events().size());
  }

  private static String told(ProducerRecord<String, byte[]> record) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    return record.topic().startsWith("dead.")
        ? "dead " + headers.get("delivery_index")
        : String.valueOf(headers.get("ce_id"));
  }

  @Test
  void ofASourceThatIsNotConfiguredTheWholeDeliveryIsOneDeadLetter() {
    // given
    byte[] body = "[{\"uniqueid\": \"1\"}, {\"uniqueid\": \"2\"}]".getBytes(UTF_8);

    // when
    Normalized normalized =
        NORMALIZER.normalize(Given.raw(Given.delivery(ID, "nobody", body, null)));

    // then
    assertThat(normalized.records())
        .extracting(ProducerRecord::topic)
        .containsExactly("dead.normalizer.v1", "fates.v1");
    assertThat(normalized.records().getFirst().value()).isEqualTo(body);
    Manifest manifest = Given.manifest(normalized);
    assertThat(manifest.source()).isEqualTo("nobody");
    assertThat(manifest.definitionHash()).isNull();
    assertThat(manifest.elements())
        .containsExactly(
            new Manifest.Element(0, Fate.DEAD, "source nobody is not configured", null));
  }

  @Test
  void whatIsNoDeliverysFaultIsThrownAndMakesNoDeadLetter() {
    // given
    ConsumerRecord<String, byte[]> raw =
        Given.raw(Given.delivery(ID, "onecom", "{}".getBytes(UTF_8), null));
    Normalizer unmounted =
        new Normalizer(
            delivery -> {
              throw new UncheckedIOException(new NoSuchFileException("definitions"));
            });
    Normalizer full =
        new Normalizer(
            delivery -> {
              throw new OutOfMemoryError("heap");
            });

    // then
    assertThatThrownBy(() -> unmounted.normalize(raw)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> full.normalize(raw)).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void aFaultOfOursIsADeadLetterAndNoException() {
    // given
    byte[] body = "{\"src\": \"0500000101\"}".getBytes(UTF_8);
    Normalizer broken =
        new Normalizer(
            delivery -> {
              throw new IllegalStateException("about 0500000101");
            });
    Normalizer endless = new Normalizer(NormalizerTest::forEver);

    // when
    Normalized one = broken.normalize(Given.raw(Given.delivery(ID, "onecom", body, null)));
    Normalized other = endless.normalize(Given.raw(Given.delivery(ID, "onecom", body, null)));

    // then
    assertThat(one.records().getFirst().value()).isEqualTo(body);
    assertThat(HeaderMaps.read(one.records().getFirst().headers()))
        .containsEntry("reason", "the definition failed: IllegalStateException");
    assertThat(Given.manifest(one).elements())
        .containsExactly(
            new Manifest.Element(
                0, Fate.DEAD, "the definition failed: IllegalStateException", null));
    assertThat(Given.manifest(other).elements())
        .extracting(Manifest.Element::reason)
        .containsExactly("the definition failed: StackOverflowError");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Translation forEver(Delivery delivery) {
    return forEver(delivery);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delivery_id",
        "source",
        "vendor",
        "door",
        "received_at",
        "method",
        "remote_ip",
        "proof"
      })
  void aRecordThatDoesNotSayWhoseItIsIsADeadLetterWithoutAManifest(String missing) {
    // given
    byte[] body = "{}".getBytes(UTF_8);
    Map<String, String> headers =
        new LinkedHashMap<>(Given.delivery(ID, "onecom", body, null).headers());
    headers.remove(missing);

    // when
    Normalized normalized = NORMALIZER.normalize(Given.raw(headers, body));

    // then
    assertThat(normalized.records())
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.topic()).isEqualTo("dead.normalizer.v1");
              assertThat(dead.value()).isEqualTo(body);
              assertThat(dead.key())
                  .isEqualTo(missing.equals("delivery_id") ? "raw.onecom.v1-3@42" : ID);
              assertThat(HeaderMaps.read(dead.headers()))
                  .containsEntry("reason", "header " + missing + " is missing")
                  .containsEntry("origin", "raw.onecom.v1-3@42")
                  .containsEntry("delivery_index", "0");
            });
    assertThat(normalized.fates()).extracting(Manifest.Element::fate).containsExactly(Fate.DEAD);
  }

  @Test
  void aReceiptTimeThatIsNoneIsNamedWithoutItsValue() {
    // given
    Map<String, String> headers =
        new LinkedHashMap<>(Given.delivery(ID, "onecom", new byte[0], null).headers());
    headers.put("received_at", "yesterday");

    // when
    Normalized normalized = NORMALIZER.normalize(Given.raw(headers, new byte[0]));

    // then
    assertThat(HeaderMaps.read(normalized.records().getFirst().headers()))
        .containsEntry("reason", "header received_at is no RFC 3339 instant");
  }

  @Test
  void aRecordWithoutAValueIsAnEmptyDelivery() {
    // given
    Map<String, String> headers = Given.delivery(ID, "onecom", new byte[0], null).headers();

    // when
    Normalized normalized = NORMALIZER.normalize(Given.raw(headers, null));

    // then
    assertThat(Given.manifest(normalized).elements())
        .singleElement()
        .satisfies(element -> assertThat(element.fate()).isNotEqualTo(Fate.CANONICAL));
  }

  @Test
  void aReplayIsNamedOnEverythingItMakes() {
    // given
    byte[] body = "[{\"uniqueid\": \"1\", \"src\": \"0500000101\"}, {}]".getBytes(UTF_8);

    // when
    Normalized live = NORMALIZER.normalize(Given.raw(Given.delivery(ID, "onecom", body, null)));
    Normalized replayed =
        NORMALIZER.normalize(Given.raw(Given.delivery(ID, "onecom", body, REPLAY)));

    // then
    assertThat(Given.manifest(replayed).replayId()).isEqualTo(REPLAY);
    assertThat(Given.manifest(live).replayId()).isNull();
    assertThat(Given.on("calls.v1", replayed.records())).hasSize(1);
    assertThat(Given.on("dead.normalizer.v1", replayed.records())).hasSize(1);
    assertThat(replayed.records().stream().limit(2))
        .allSatisfy(
            record ->
                assertThat(HeaderMaps.read(record.headers())).containsEntry("replay_id", REPLAY));
    assertThat(Given.on("calls.v1", replayed.records()).getFirst().value())
        .as("the event itself is the same")
        .isEqualTo(Given.on("calls.v1", live.records()).getFirst().value());
    assertThat(Given.manifest(replayed).elements()).isEqualTo(Given.manifest(live).elements());
  }

  @Test
  void theSameDeliveryGivesTheSameRecordsAgain() {
    // given
    Delivery delivery =
        Given.sample("onecom", "w07-batch-one-broken").delivery(ID, "onecom", Given.RECEIVED);

    // when
    List<ProducerRecord<String, byte[]>> once = NORMALIZER.normalize(Given.raw(delivery)).records();
    List<ProducerRecord<String, byte[]>> again =
        NORMALIZER.normalize(Given.raw(delivery)).records();

    // then: ProducerRecord compares arrays by identity
    assertThat(again).usingRecursiveComparison().isEqualTo(once);
  }

  @Test
  void tenThousandBrokenElementsFitTheirTopics() {
    // given: a megabyte of elements, each broken
    String element = "{\"src\":\"0500000101\",\"x\":\"" + "y".repeat(70) + "\"}";
    byte[] body =
        ("[" + String.join(",", Collections.nCopies(10_000, element)) + "]").getBytes(UTF_8);

    // when
    Normalized normalized =
        assertTimeout(
            Duration.ofSeconds(30),
            () -> NORMALIZER.normalize(Given.raw(Given.delivery(ID, "onecom", body, null))));

    // then
    assertThat(Given.manifest(normalized).elements())
        .hasSize(10_000)
        .extracting(Manifest.Element::reason)
        .containsOnly("uniqueid (vendor_call_id) is missing");
    assertThat(normalized.records()).hasSize(10_001);
    everyRecordFits(normalized);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "語", "📞", "\u0001"})
  void howeverLongAndStrangeTheReasonsTheManifestFits(String letter) {
    // given: as long as a mapping may say them, in letters of one byte and of six
    List<Element> elements =
        Collections.nCopies(
            10_000, new Element.Rejected(letter.repeat(2_000), "{}".getBytes(UTF_8)));
    Normalizer wordy = new Normalizer(delivery -> new Translation("hash", elements));

    // when
    Normalized normalized =
        wordy.normalize(Given.raw(Given.delivery(ID, "onecom", new byte[0], null)));

    // then
    assertThat(Given.manifest(normalized).elements()).hasSize(10_000);
    assertThat(Given.manifest(normalized).elements().getLast().reason())
        .startsWith(letter)
        .endsWith("…");
    everyRecordFits(normalized);
  }

  @Test
  void aReasonIsNotCutWhereThereIsRoom() {
    // given
    String reason = "x".repeat(512);
    Normalizer wordy =
        new Normalizer(delivery -> new Translation("hash", List.of(new Element.Ignored(reason))));

    // when
    Normalized normalized =
        wordy.normalize(Given.raw(Given.delivery(ID, "onecom", new byte[0], null)));

    // then
    assertThat(Given.manifest(normalized).elements().getFirst().reason()).isEqualTo(reason);
  }

  @Test
  void whatWouldNotFitItsTopicIsADeadLetter() {
    // given
    byte[] body = "{}".getBytes(UTF_8);
    List<CanonicalEvent> events =
        IntStream.range(0, 60_000)
            .mapToObj(i -> UUID.nameUUIDFromBytes(Integer.toString(i).getBytes(UTF_8)))
            .map(id -> event(id.toString()))
            .toList();
    Normalizer rich =
        new Normalizer(
            delivery -> new Translation("hash", List.of(new Element.Understood(events))));

    // when
    Normalized normalized = rich.normalize(Given.raw(Given.delivery(ID, "onecom", body, REPLAY)));

    // then
    assertThat(normalized.records())
        .extracting(ProducerRecord::topic)
        .containsExactly("dead.normalizer.v1", "fates.v1");
    assertThat(normalized.records().getFirst().value()).isEqualTo(body);
    assertThat(Given.manifest(normalized).replayId()).isEqualTo(REPLAY);
    assertThat(Given.manifest(normalized).elements())
        .extracting(Manifest.Element::reason)
        .containsExactly("it makes a record that is too large");
  }

  @Test
  void halfOfAPairInAReasonDoesNotStopTheManifest() {
    // given
    Normalizer careless =
        new Normalizer(
            delivery -> new Translation("hash", List.of(new Element.Ignored("half \uD83D of it"))));

    // when
    Normalized normalized =
        careless.normalize(Given.raw(Given.delivery(ID, "onecom", new byte[0], null)));

    // then
    assertThat(Given.manifest(normalized).elements().getFirst().reason())
        .isEqualTo("half \uFFFD of it");
  }

  /** As the broker counts them: key, value, headers and some bytes between. */
  private static void everyRecordFits(Normalized normalized) {
    assertThat(normalized.records().stream().mapToInt(NormalizerTest::size).max().orElse(0))
        .isLessThan(Topic.MAX_MESSAGE_BYTES);
  }

  private static int size(ProducerRecord<String, byte[]> record) {
    int size = record.key().length() + record.value().length + 100;
    for (Header header : record.headers()) {
      size += header.key().length() + header.value().length + 10;
    }
    return size;
  }

  @Test
  void anElementOfManyEventsCountsAllOfThem() {
    // given
    List<CanonicalEvent> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      events.add(event(UUID.nameUUIDFromBytes(new byte[] {(byte) i}).toString()));
    }
    Normalizer rich =
        new Normalizer(
            delivery ->
                new Translation(
                    "hash",
                    List.of(new Element.Ignored("a ping"), new Element.Understood(events))));

    // when
    Normalized normalized =
        rich.normalize(Given.raw(Given.delivery(ID, "onecom", new byte[0], null)));

    // then
    assertThat(Given.manifest(normalized).elements())
        .containsExactly(
            new Manifest.Element(0, Fate.IGNORED, "a ping", null),
            new Manifest.Element(
                1, Fate.CANONICAL, null, events.stream().map(CanonicalEvent::eventId).toList()));
    assertThat(Given.on("calls.v1", normalized.records())).hasSize(3);
  }

  private static CanonicalEvent event(String eventId) {
    return EventJson.of(
        EventKind.CALL,
        Map.ofEntries(
            Map.entry("event_id", eventId),
            Map.entry("event_type", "call.completed"),
            Map.entry("source", "onecom"),
            Map.entry("vendor", "onecom"),
            Map.entry("delivery_id", ID),
            Map.entry("delivery_index", 1),
            Map.entry("occurred_at", "2026-03-01T10:00:00Z"),
            Map.entry("received_at", "2026-03-01T10:00:00Z"),
            Map.entry("definition_hash", "hash"),
            Map.entry("call_id", "onecom/1"),
            Map.entry("vendor_call_id", "1")));
  }
}
