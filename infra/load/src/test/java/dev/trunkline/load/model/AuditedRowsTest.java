package dev.trunkline.load.model;

import static dev.trunkline.load.model.Processing.Part.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Audit;
import dev.trunkline.load.ReadByStages;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.TopicKeeper;
import dev.trunkline.store.Batch;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The audit of a real broker's topics and a real database's views: a system in order is found in
 * order, and whoever changes a table is found out.
 */
@WithBackbone
class AuditedRowsTest {

  private static final String JANE = "+12025550101";
  private static final String OTHER = "+12025550102";
  private static final String NAMELESS = "+12025550103";
  private static final String OWN = "+12025550109";
  private static final Instant NOW =
      Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);

  private static final Said CALL =
      Said.of(
          "call.completed",
          NOW,
          "vendor_call_id",
          "1",
          "status",
          "answered",
          "vendor_lead_id",
          "L7",
          "customer_phone",
          JANE);
  private static final Said LEAD =
      Said.of("lead.created", NOW, "vendor_lead_id", "L7", "phone", JANE, "phone_status", "valid");
  private static final Said ELSEWHERE =
      Said.of(
          "lead.created",
          NOW,
          "vendor_lead_id",
          "A1",
          "phone",
          JANE,
          "phone_status",
          "valid",
          "full_name",
          "Jane Fox");
  private static final Said ANOTHER =
      Said.of("lead.created", NOW, "phone", OTHER, "phone_status", "valid");
  private static final Said WRONG =
      Said.of("call.completed", NOW, "vendor_call_id", "3", "status", "missed");

  private static final Processing FIRST = live("pbx", 0, of(CALL, LEAD));
  private static final Processing AGAIN = live("pbx", 5, of(CALL, LEAD));
  private static final Processing ADS = live("ads", 6, of(ELSEWHERE), of(ANOTHER));
  private static final Processing CORRECTED = live("pbx", 8, of(WRONG));
  private static final Processing TALK =
      live(
          "pbx",
          9,
          of(Said.of("message.received", NOW, "conversation_id", "c1", "text", "hello")),
          of(Said.of("agent.created", NOW, "subject_id", "214", "status", "ready")),
          of(
              Said.of(
                  "recording.found",
                  NOW,
                  "vendor_call_id",
                  "1",
                  "recording_url",
                  "https://r.example/1")),
          new Processing.Part(Fate.IGNORED, List.of()));

  private static final Settings SETTINGS =
      new Settings(
          List.of(
              new Settings.Source("pbx", "Caller {phone}", List.of(OWN), List.of(), List.of()),
              new Settings.Source("ads", null, List.of(), List.of(), List.of())));

  private static final History HISTORY =
      new History(
          SETTINGS,
          List.of(
              FIRST,
              AGAIN,
              ADS,
              live(
                  "pbx", 7, of(WRONG.with("vendor_call_id", "2").with("customer_phone", NAMELESS))),
              CORRECTED,
              CORRECTED.replayed(
                  DeliveryIds.next(), List.of(of(WRONG.with("vendor_call_id", "4")))),
              live("ads", 10, of(owned("A3")), of(owned("A4"))),
              TALK));

  private static KafkaClients clients;
  private static Admin admin;
  private static Writer writer;

  @BeforeAll
  static void aBrokerThatHoldsTheHistory(Backbone backbone, Kafka kafka) {
    clients = new KafkaClients(backbone.bootstrapServers());
    admin = Admin.create(clients.common());
    new TopicKeeper(admin, (short) 1).ensure(Topics.all(List.of("onecom")));
    writer = new Writer();
    for (Processing processing : HISTORY.processings()) {
      if (processing.replayId() == null) {
        kafka.produce(
            "raw.onecom.v1",
            processing.deliveryId(),
            new byte[0],
            Map.of(
                "delivery_id",
                processing.deliveryId(),
                "source",
                processing.source(),
                "proof",
                "none"));
      }
      for (Published event : processing.published()) {
        kafka.produce(
            event.kind().topic(),
            processing.deliveryId(),
            event.json().getBytes(StandardCharsets.UTF_8),
            processing.replayId() == null ? Map.of() : Map.of("replay_id", processing.replayId()));
      }
      Manifest manifest = processing.manifest();
      kafka.produce("fates.v1", manifest.deliveryId(), EventJson.write(manifest), Map.of());
    }
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  @Test
  void tablesInOrderAreFoundInOrder() throws SQLException {
    write();

    assertThat(differences()).isEmpty();
  }

  static Stream<Arguments> faults() {
    String call = CALL.eventId(FIRST, 0);
    String other = ANOTHER.eventId(ADS, 1);
    return Stream.of(
        Arguments.of(
            "update app.calls set status = 'missed' where call_id = 'pbx/1'",
            "row pbx/1 of calls differs: status is \"missed\", by the model \"answered\"",
            "told:  event " + call + " call.completed of delivery " + FIRST.deliveryId() + "/0"),
        Arguments.of(
            "delete from app.calls where call_id = 'pbx/2'",
            "row pbx/2 of calls is missing",
            "told:  event"),
        Arguments.of(
            "insert into app.calls (call_id, source) values ('pbx/ghost', 'pbx')",
            "row pbx/ghost of calls is shown, and by the model there is no such row",
            "pbx/ghost"),
        Arguments.of(
            "update app.lead_facts set person ="
                + " (select person from app.lead_facts where vendor_lead_id = 'A1')"
                + " where phone = '+12025550102'",
            "row " + other + " of lead_touches differs: lead_id is",
            "shown: event " + other),
        Arguments.of(
            "update app.lead_keys set person ="
                + " (select person from app.lead_facts where phone = '+12025550102')"
                + " where key = 'i:pbx/L7'",
            "row pbx/1 of calls differs: lead_id is",
            ", live"),
        Arguments.of(
            "insert into app.calls (call_id, source, vendor, status)"
                + " values ('pbx/3', 'pbx', 'pbx-vendor', 'missed')",
            "row pbx/3 of calls is shown, and by the model there is no such row",
            ", superseded"),
        Arguments.of(
            "update app.events set told = true where event_id = '" + call + "'",
            "row " + call + " of call_events is shown twice",
            "shown: event " + call),
        Arguments.of(
            "update app.events set told = false where event_id = '" + call + "'",
            "row " + call + " of call_events is missing",
            "live, told before"),
        Arguments.of(
            "update app.conversations set message_id = 'm9'",
            "row pbx/c1 of conversations differs: message_id is \"m9\", by the model absent",
            "message.received"),
        Arguments.of(
            "update app.recordings set state = 'absent'",
            "row pbx/1 of recordings differs: status is \"absent\", by the model \"found\"",
            "recording.found"),
        Arguments.of(
            "update app.manifests set definition_hash = 'x' where delivery_id = '"
                + AGAIN.deliveryId()
                + "'",
            "row " + AGAIN.deliveryId() + "/0 of deliveries differs: definition_hash is \"x\"",
            "told:  event " + call));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whoeverChangesATableIsFoundOut(String fault, String what, String history)
      throws SQLException {
    // given
    write();
    writer.execute(fault);

    // when
    List<String> differences = differences();

    // then
    assertThat(differences).anyMatch(d -> d.startsWith(what) && d.contains(history));
  }

  @Test
  void onlyWhatBelongsTogetherIsLeftOut() throws SQLException {
    // given: the delivery that tells of Jane and of a stranger is outside the window
    write();
    writer.execute("update app.calls set queue = 'q'");

    // when
    List<String> differences =
        Comparison.of(
                HISTORY.published().stream().map(Published::copy).toList(),
                HISTORY.manifests(),
                SETTINGS,
                Erased.NONE,
                delivery -> !delivery.equals(ADS.deliveryId()),
                NOW,
                writer)
            .differences();

    // then: Jane's call is left out, others are not
    assertThat(differences)
        .hasSize(2)
        .anyMatch(d -> d.startsWith("row pbx/2 of calls differs: queue is"))
        .anyMatch(d -> d.startsWith("row pbx/4 of calls differs: queue is"));
  }

  @Test
  void nothingPersonalIsTold() throws SQLException {
    // given
    write();
    writer.execute("update app.leads set full_name = 'Jack Doe', phone = '+12025550142'");

    // when
    List<String> differences = differences();

    // then
    assertThat(differences)
        .anyMatch(d -> d.contains("full_name is #"))
        .anyMatch(d -> d.contains("phone is #"))
        .noneMatch(d -> d.contains("Jack") || d.contains("Jane") || d.contains("20255501"));
  }

  @Test
  void anAuditThatKnowsOtherSettingsSaysWhichSourcesItDoesNotKnow() throws SQLException {
    write();

    assertThat(new Audit(clients, writer.jdbcUrl(), SETTINGS, Clock.systemUTC()).unknownSources())
        .isEmpty();
    assertThat(
            new Audit(clients, writer.jdbcUrl(), Settings.NONE, Clock.systemUTC()).unknownSources())
        .containsExactly("ads", "pbx");
  }

  private static void write() {
    writer.begin(SETTINGS);
    writer.write(
        List.of(
            new Batch(
                HISTORY.published().stream().map(Published::told).toList(), HISTORY.manifests())));
  }

  /** What E5 says about this history: other tests use the same broker. */
  private static List<String> differences() throws SQLException {
    List<String> keys = new ArrayList<>(List.of("pbx/", "ads/"));
    HISTORY.processings().forEach(p -> keys.add(p.deliveryId()));
    HISTORY.model().views().values().forEach(rows -> keys.addAll(rows.keySet()));
    new ReadByStages(clients, admin).everything();
    return new Audit(clients, writer.jdbcUrl(), SETTINGS, Clock.systemUTC())
        .run(List.of(), Duration.ofSeconds(10)).orElseThrow().equations().stream()
            .filter(equation -> equation.name().equals("E5"))
            .flatMap(equation -> equation.violations().stream())
            .filter(violation -> keys.stream().anyMatch(violation::contains))
            .toList();
  }

  private static Said owned(String id) {
    return Said.of(
        "lead.created", NOW, "vendor_lead_id", id, "phone", OWN, "phone_status", "valid");
  }

  private static Processing live(String source, int seconds, Processing.Part... parts) {
    return new Processing(
        DeliveryIds.next(), null, source, NOW.plusSeconds(seconds), "h", true, List.of(parts));
  }
}
