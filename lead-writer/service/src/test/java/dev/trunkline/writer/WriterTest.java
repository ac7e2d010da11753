package dev.trunkline.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventId;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.PlumbingConfiguration;
import dev.trunkline.store.KnownAgent;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.store.Store;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Database;
import dev.trunkline.testbed.Kafka;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

class WriterTest {

  private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Database database;
  private static Kafka kafka;
  private static ConfigurableApplicationContext context;

  @Configuration(proxyBeanMethods = false)
  @Import({PlumbingConfiguration.class, WriterConfiguration.class})
  static class Application {
    @Bean
    List<Topic> topics() {
      return Topics.all(List.of("onecom"));
    }

    @Bean
    List<SourceSettings> sources() {
      return List.of(settings("onecom", "214", "+972500000101"));
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  @BeforeAll
  static void aRunningWriter() {
    Backbone backbone = Backbone.shared();
    database = backbone.freshDatabase();
    kafka = backbone.kafka();
    context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.kafka.bootstrap-servers=" + backbone.bootstrapServers(),
                "trunkline.kafka.replication=1",
                "spring.datasource.url=" + database.jdbcUrl(),
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password())
            .run();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @Test
  void eventsManifestsAndPayloadsBecomeRows() {
    // given
    String delivery = DeliveryIds.next();
    byte[] event = call(delivery, "e2e", "answered");
    Manifest manifest = manifest(delivery, event);
    Delivery payload =
        new Delivery(
            delivery,
            "onecom",
            "onecom",
            "webhook",
            RECEIVED,
            "POST",
            null,
            "application/json",
            "192.0.2.1",
            "none",
            null,
            Map.of("user-agent", "x"),
            null,
            new byte[] {0, -1, 7});

    // when
    kafka.produce("calls.v1", "onecom/e2e", event, Map.of());
    kafka.produce("fates.v1", delivery, EventJson.write(manifest), Map.of());
    kafka.produce("raw.onecom.v1", delivery, payload.body(), payload.headers());

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(query("select status from analytics.calls where call_id = 'onecom/e2e'"))
                  .containsExactly("answered");
              assertThat(
                      query(
                          "select fate from analytics.deliveries where delivery_id = '"
                              + delivery
                              + "'"))
                  .containsExactly("canonical");
              assertThat(
                      query(
                          "select encode(body, 'hex') from app.payloads where delivery_id = '"
                              + delivery
                              + "'"))
                  .containsExactly("00ff07");
            });
  }

  @Test
  void whatAVendorsListSaidIsKeptAndWhatIsNoneIsSetAside() {
    // given
    Reconciliation day =
        new Reconciliation(
            DeliveryIds.next(),
            "onecom",
            "cdrs",
            LocalDate.of(2026, 2, 28),
            100,
            7,
            2,
            1,
            3,
            9,
            RECEIVED);
    byte[] none = "{\"source\":\"onecom\",\"api\":\"cdrs\"}".getBytes(UTF_8);

    // when
    kafka.produce("reconciled.v1", "onecom", none, Map.of());
    kafka.produce("reconciled.v1", "onecom", EventJson.mapper().writeValueAsBytes(day), Map.of());

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        query(
                            "select concat_ws(' ', listed, listed_missing, healed) from analytics.completeness where source = 'onecom' and day = '2026-02-28'"))
                    .containsExactly("100 7 9"));
    assertThat(
            kafka.await("dead.writer.v1", record -> java.util.Arrays.equals(record.value(), none)))
        .satisfies(
            record -> assertThat(Kafka.header(record, "origin")).startsWith("reconciled.v1-"));
  }

  @Test
  void poisonIsSetAsideWithItsBytesAndItsNeighboursAreWritten() {
    // given
    String delivery = DeliveryIds.next();
    byte[] junk = "{\"event_id\":".getBytes(UTF_8);
    byte[] nul =
        new String(call(delivery, "poison", "answered"), UTF_8)
            .replace("\"vendor\":\"onecom\"", "\"vendor\":\"one\\u0000com\"")
            .getBytes(UTF_8);

    // when
    kafka.produce("calls.v1", "onecom/good", call(delivery, "good-1", "answered"), Map.of());
    kafka.produce("calls.v1", "onecom/good", junk, Map.of());
    kafka.produce("calls.v1", "onecom/good", nul, Map.of());
    kafka.produce("calls.v1", "onecom/good", call(delivery, "good-2", "answered"), Map.of());

    // then
    assertThat(
            kafka.await("dead.writer.v1", record -> java.util.Arrays.equals(record.value(), junk)))
        .satisfies(
            record -> {
              assertThat(Kafka.header(record, "stage")).isEqualTo("writer");
              assertThat(Kafka.header(record, "origin")).startsWith("calls.v1-");
              assertThat(Kafka.header(record, "reason")).startsWith("the record cannot be read");
            });
    assertThat(
            kafka.await("dead.writer.v1", record -> java.util.Arrays.equals(record.value(), nul)))
        .satisfies(
            record ->
                assertThat(Kafka.header(record, "reason"))
                    .isEqualTo(
                        "the database refused it with SQLSTATE 22P05, class 22 (data exception): vendor"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        query(
                            "select call_id from analytics.calls where call_id like '%/good-_' order by 1"))
                    .containsExactly("onecom/good-1", "onecom/good-2"));
    assertThat(query("select call_id from analytics.calls where call_id = 'onecom/poison'"))
        .isEmpty();
  }

  @Test
  void ofFiveHundredRowsOneIsBadAndTheOthersAreWrittenInTheSamePass() {
    // given
    MeterRegistry meters = context.getBean(MeterRegistry.class);
    double retries = meters.counter("trunkline.writer.retries").count();
    int dead = kafka.readAll("dead.writer.v1").size();
    var container = context.getBean("writerContainer", ConcurrentMessageListenerContainer.class);
    container.stop();
    for (int i = 0; i < 500; i++) {
      byte[] event = call(DeliveryIds.next(), "of-500-" + i, "answered");
      byte[] told =
          i == 321
              ? new String(event, UTF_8)
                  .replace("\"answered\"", "\"answered\",\"agent_name\":\"\\u0000\"")
                  .getBytes(UTF_8)
              : event;
      kafka.produce("calls.v1", "onecom/of-500", told, Map.of());
    }

    // when
    container.start();

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        query(
                            "select call_id from analytics.calls where call_id like 'onecom/of-500-%'"))
                    .hasSize(499)
                    .doesNotContain("onecom/of-500-321"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(kafka.readAll("dead.writer.v1")).hasSize(dead + 1));
    assertThat(kafka.await("dead.writer.v1", letter -> "onecom/of-500".equals(letter.key())))
        .satisfies(
            letter ->
                assertThat(Kafka.header(letter, "reason"))
                    .isEqualTo(
                        "the database refused it with SQLSTATE 22P05, class 22 (data exception): agent_name"));
    assertThat(meters.counter("trunkline.writer.retries").count()).isEqualTo(retries);
    assertThat(meters.counter("trunkline.writer.dead", "reason", "22P05").count()).isPositive();
  }

  @Test
  void whereManyAreBadForOneFieldItIsNamedOfAll() {
    // given
    var container = context.getBean("writerContainer", ConcurrentMessageListenerContainer.class);
    container.stop();
    for (int i = 0; i < 25; i++) {
      String event = new String(call(DeliveryIds.next(), "many-" + i, "answered"), UTF_8);
      kafka.produce(
          "calls.v1",
          "onecom/many",
          event.replace("\"answered\"", "\"answered\",\"queue\":\"\\u0000\"").getBytes(UTF_8),
          Map.of());
    }

    // when
    container.start();

    // then
    assertThat(
            kafka.awaitAtLeast("dead.writer.v1", 25, letter -> "onecom/many".equals(letter.key())))
        .hasSize(25)
        .allSatisfy(
            letter ->
                assertThat(Kafka.header(letter, "reason")).endsWith("(data exception): queue"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        query(
                            "select concat_ws(' ', count(*), count(distinct group_id), min(field), min(source), min(vendor)) from app.dead_letters where record_key = 'onecom/many'"))
                    .containsExactly("25 1 queue onecom onecom"));
  }

  @Test
  void aDeadLetterIsInTheIndexWithWhatItTellsAndWithItsBytes() {
    // given
    String delivery = DeliveryIds.next();
    byte[] bytes = {0, -1, 7};

    // when: one of the normalizer's, twice, and one whose event is told by its bytes
    Map<String, String> headers =
        new LinkedHashMap<>(
            Map.of(
                "stage", "normalizer",
                "reason", "body is no JSON, line 1, column 7",
                "origin", "raw.onecom.v1-2@9",
                "delivery_id", delivery,
                "delivery_index", "3",
                "source", "onecom",
                "definition_hash", "hash",
                "attempts", "1",
                "replay_id", DeliveryIds.next()));
    kafka.produce("dead.normalizer.v1", delivery, bytes, headers);
    kafka.produce(
        "calls.v1",
        "onecom/told",
        new String(call(delivery, "told", "answered"), UTF_8)
            .replace("\"answered\"", "\"answered\",\"queue\":\"\\u0000\"")
            .getBytes(UTF_8),
        Map.of());

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(
                      query(
                          "select concat_ws(' ', stage, cause, source, vendor, delivery_index, definition_hash, replay_id = '%s', encode(body, 'hex')) from app.dead_letters where record_key = '%s'"
                              .formatted(headers.get("replay_id"), delivery)))
                  .containsExactly(
                      "normalizer body is no JSON, line #, column # onecom onecom 3 hash t 00ff07");
              assertThat(
                      query(
                          "select concat_ws(' ', stage, field, source, vendor, delivery_id = '"
                              + delivery
                              + "', event_id is not null) from app.dead_letters where record_key = 'onecom/told'"))
                  .containsExactly("writer queue onecom onecom t t");
            });
  }

  @Test
  void whateverStandsOnADeadTopicIsKeptAndMakesNoOtherLetter() {
    // given
    Map<String, String> odd = new LinkedHashMap<>();
    List.of("stage", "reason", "origin", "source", "delivery_id", "replay_id", "redriven")
        .forEach(name -> odd.put(name, "\u0000" + "x".repeat(3_000)));
    odd.put("delivery_index", "99999999999");
    odd.put("attempts", "-5");
    int letters = kafka.readAll("dead.writer.v1").size();
    byte[] huge = ("{\"a\":" + "[".repeat(200_000)).getBytes(UTF_8);

    // when
    for (String topic : List.of("dead.normalizer.v1", "dead.writer.v1", "dead.recordings.v1")) {
      kafka.produce(topic, "odd\u0000", huge, odd);
      kafka.produce(topic, null, null, Map.of());
      kafka.produce(topic, "odd-end", new byte[] {1}, Map.of());
    }

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(query("select stage from app.dead_letters where record_key = 'odd-end'"))
                  .hasSize(3);
              assertThat(
                      query(
                          "select distinct concat_ws(' ', length(body), delivery_index, attempts) from app.dead_letters where record_key = 'odd' || chr(65533)"))
                  .containsExactly(huge.length + " 0 1");
              assertThat(
                      query(
                          "select stage from app.dead_letters where record_key is null and body = ''"))
                  .hasSize(3);
            });
    assertThat(kafka.readAll("dead.writer.v1")).hasSize(letters + 3);
  }

  @Test
  void aLetterThatTheDatabaseRefusesIsKeptWithoutWhatItSays() throws SQLException {
    // given
    int letters = kafka.readAll("dead.writer.v1").size();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "alter table app.dead_letters add constraint picky check (reason <> 'refuse me')");

      // when
      kafka.produce("dead.normalizer.v1", "before", new byte[] {1}, Map.of("reason", "fine"));
      kafka.produce("dead.normalizer.v1", "picky", new byte[] {2}, Map.of("reason", "refuse me"));
      kafka.produce("dead.normalizer.v1", "after", new byte[] {3}, Map.of("reason", "fine"));

      // then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          query(
                              "select concat_ws(' ', reason, encode(body, 'hex')) from app.dead_letters where record_key in ('before', 'after') or reason like 'what the letter%' order by body"))
                      .containsExactly(
                          "fine 01",
                          "what the letter says of itself cannot be kept 02",
                          "fine 03"));
      statement.execute("alter table app.dead_letters drop constraint picky");
    }
    assertThat(kafka.readAll("dead.writer.v1")).hasSize(letters);
  }

  @Test
  void aDatabaseThatIsAwayDelaysAndKillsNothing() throws SQLException {
    // given
    int dead = kafka.readAll("dead.writer.v1").size();
    String name = database.jdbcUrl().replaceAll(".*/([^/?]+).*", "$1");
    String others = database.jdbcUrl().replace("/" + name, "/postgres");
    try (Connection connection =
            DriverManager.getConnection(others, database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute("alter database " + name + " allow_connections false");
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");

      // when
      String delivery = DeliveryIds.next();
      kafka.produce("calls.v1", "onecom/patient", call(delivery, "patient", "busy"), Map.of());
      MeterRegistry meters = context.getBean(MeterRegistry.class);
      double before = meters.counter("trunkline.writer.retries").count();
      await()
          .atMost(PATIENCE)
          .until(() -> meters.counter("trunkline.writer.retries").count() > before + 3);
      statement.execute("alter database " + name + " allow_connections true");
    }

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        query(
                            "select status from analytics.calls where call_id = 'onecom/patient'"))
                    .containsExactly("busy"));
    assertThat(kafka.readAll("dead.writer.v1")).hasSize(dead);
  }

  @Test
  void aLockedTableDelaysAndKillsNothing() throws SQLException {
    // given
    int dead = kafka.readAll("dead.writer.v1").size();
    MeterRegistry meters = context.getBean(MeterRegistry.class);
    double before = meters.counter("trunkline.writer.retries").count();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table app.calls in access exclusive mode");

      // when
      String delivery = DeliveryIds.next();
      kafka.produce("calls.v1", "onecom/locked", call(delivery, "locked", "busy"), Map.of());
      await()
          .atMost(PATIENCE)
          .until(() -> meters.counter("trunkline.writer.retries").count() > before);
      connection.rollback();
    }

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        query("select status from analytics.calls where call_id = 'onecom/locked'"))
                    .containsExactly("busy"));
    assertThat(kafka.readAll("dead.writer.v1")).hasSize(dead);
  }

  @Test
  void whatTheSourcesFileSaysIsInTheTablesFromTheStart() {
    assertThat(query("select vendor || ' ' || default_lead_name from app.sources"))
        .contains("onecom Lead {phone}");
    assertThat(
            query(
                "select phone || ' ' || reason from app.guards where source = 'onecom' order by 1"))
        .containsExactly("+12025550100 own", "+12025550101 shared", "+972500000101 agent");
    assertThat(query("select agent || ' ' || agent_name from app.known_agents"))
        .contains("214 Dana Fox");
  }

  @Test
  void aStartWaitsForALockOnTheSettings() throws Exception {
    // given
    MeterRegistry meters = new SimpleMeterRegistry();
    WriterSources sources = new WriterSources(context.getBean(WriterStore.class).store(), meters);
    CompletableFuture<Void> start;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table app.known_agents in access exclusive mode");

      // when
      start = CompletableFuture.runAsync(() -> sources.start(List.of(settings("late", "1", null))));
      await().atMost(PATIENCE).until(() -> meters.counter("trunkline.writer.retries").count() >= 1);
      connection.rollback();
    }

    // then
    assertThat(start).succeedsWithin(PATIENCE);
    assertThat(query("select agent_id from app.known_agents where source = 'late'"))
        .containsExactly("1");
  }

  @Test
  void settingsThatTheDatabaseCannotTakeNowAreRefusedWholeAndPassLater() throws SQLException {
    // given
    List<SourceSettings> before = List.of(settings("moved", "1", null));
    List<SourceSettings> after = List.of(settings("moved", "2", "+972500000103"));
    Store store = context.getBean(WriterStore.class).store();
    WriterSources sources = new WriterSources(store, new SimpleMeterRegistry());
    sources.configure(before);
    List<String> meanwhile;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table app.known_agents in access exclusive mode");

      // when
      assertThatCode(() -> sources.configure(before))
          .as("what is there needs no database")
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> sources.configure(after))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Postgres did not take the sources' settings: the database refused it with SQLSTATE 55P03, class 55 (object not in prerequisite state)");
      connection.rollback();
      meanwhile = query("select phone from app.guards where source = 'moved' and reason = 'agent'");
    }
    sources.configure(after);

    // then
    assertThat(meanwhile).as("nothing half done").isEmpty();
    assertThat(query("select agent_id from app.known_agents where source = 'moved'"))
        .containsExactly("2");
    assertThat(query("select phone from app.guards where source = 'moved' and reason = 'agent'"))
        .containsExactly("+972500000103");
  }

  private static SourceSettings settings(String source, String agent, @Nullable String phone) {
    return new SourceSettings(
        source,
        "onecom",
        "Lead {phone}",
        List.of("+12025550100"),
        List.of("+12025550101"),
        List.of(new KnownAgent(agent, "Dana Fox", phone)));
  }

  private static byte[] call(String delivery, String id, String status) {
    Map<String, Object> business = new LinkedHashMap<>();
    business.put("call_id", "onecom/" + id);
    business.put("vendor_call_id", id);
    business.put("status", status);
    Map<String, Object> all = new LinkedHashMap<>(business);
    all.put(
        "event_id",
        EventId.of("onecom", "onecom/" + id, EventType.CALL_COMPLETED, null, business, null)
            .toString());
    all.put("event_type", "call.completed");
    all.put("source", "onecom");
    all.put("vendor", "onecom");
    all.put("delivery_id", delivery);
    all.put("delivery_index", 0);
    all.put("occurred_at", RECEIVED.toString());
    all.put("received_at", RECEIVED.toString());
    all.put("definition_hash", "hash");
    return EventJson.mapper().writeValueAsBytes(all);
  }

  private static Manifest manifest(String delivery, byte[] event) {
    String id = EventJson.mapper().readTree(event).get("event_id").asString();
    return new Manifest(
        delivery,
        null,
        "onecom",
        RECEIVED,
        "hash",
        List.of(new Manifest.Element(0, Fate.CANONICAL, null, List.of(id))));
  }

  private static List<String> query(String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
