package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.gateway.journal.KeptEntries;
import dev.trunkline.load.Settling;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.vendors.Sources;
import dev.trunkline.workbench.ExitCode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An erased person is in no view, archive, file, dead letter or journal of a running installation,
 * and neither a replay of everything nor their vendor brings them back.
 */
class EraseTest {

  private static final int DELIVERIES = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Of the delivery 4, which comes again as 5, and of one of the two calls of 6. */
  private static final List<String> PHONES = List.of("+12025551004", "+12025551006");

  private static final String SHA256 = "ab".repeat(32);

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void anErasedPersonIsNowhereAndIsNotBroughtBack() throws Exception {
    try (Installation running = start()) {
      // given
      for (int n = 0; n < DELIVERIES; n++) {
        post(running, MendTel.body(n));
      }
      post(running, "{\"outcome\": \"ok\", \"from\": \"(202) 555-1004\"}");
      settle(running);
      Path recording = recording(running);
      settle(running);
      assertThat(traces(running)).contains("5551004", "5551006", "555-1004");
      assertThat(erase("--phone", "+12025550999").exitCode()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(erase("--phone", "2025551004").err()).contains("E.164").doesNotContain("5551004");
      long others = count(running, "select count(*) from analytics.calls") - 2;

      // when: looked at
      JsonNode looked = erase("--phone", PHONES.getFirst(), "--json").json();

      // then
      assertThat(looked.path("applied").asBoolean(true)).isFalse();
      assertThat(looked.path("leads").asInt()).isEqualTo(1);
      assertThat(looked.path("calls").asInt()).isEqualTo(1);
      assertThat(looked.path("files").asInt()).isEqualTo(1);
      assertThat(looked.path("payloads").asInt()).isEqualTo(3);
      assertThat(looked.path("dead_letters").asInt()).isEqualTo(1);
      assertThat(looked.path("topics")).isNotEmpty();
      assertThat(traces(running)).contains("5551004");

      // when: done
      for (String phone : PHONES) {
        Ended done = erase("--phone", phone, "--reason", "ticket 4711", "--apply");
        assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
        assertThat(done.out()).contains("finished", "ticket 4711").doesNotContain(phone);
      }

      // then
      gone(running, others);
      assertThat(recording).doesNotExist();

      // when: everything is read again, and sent again
      Ended replayed =
          command(
              "replay", "--vendor", "mendtel", "--from", "2026-01-01", "--apply", "--wait", "60");
      assertThat(replayed.exitCode()).as(replayed.err()).isZero();
      post(running, MendTel.body(4));
      settle(running);

      // then
      gone(running, others);
      assertThat(command("erase", "list", "--json").out().lines()).hasSize(2);
    }
  }

  private void gone(Installation running, long others) throws Exception {
    assertThat(traces(running)).doesNotContain("5551004", "5551006", "555-1004");
    assertThat(count(running, "select count(*) from analytics.calls")).isEqualTo(others);
    KeptEntries.each(
        data().resolve(GatewayJournal.NAME),
        entry -> assertThat(new String(entry.body(), ISO_8859_1)).doesNotContain("5551004"));
    Ended audit = command("audit");
    assertThat(audit.exitCode()).as(audit.out() + audit.err()).isZero();
  }

  /** A recording as the fetcher stores it: a file, and who tells of it. */
  private Path recording(Installation running) throws Exception {
    Path file = data().resolve("recordings/ab/ab/" + SHA256 + ".mp3");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {1});
    ObjectNode call = null;
    for (var told : new Kafka(running.address().kafka()).readAll("calls.v1")) {
      String json = new String(told.value(), UTF_8);
      if (json.contains(PHONES.getFirst())) {
        call = (ObjectNode) EventJson.mapper().readTree(json);
      }
    }
    assertThat(call).isNotNull();
    CanonicalEvent event =
        EventJson.read(EventKind.CALL, EventJson.mapper().writeValueAsBytes(call));
    ObjectNode stored = EventJson.mapper().createObjectNode();
    for (String field :
        List.of("source", "vendor", "received_at", "call_id", "definition_hash", "occurred_at")) {
      stored.set(field, call.get(field));
    }
    stored
        .put("delivery_id", DeliveryIds.next())
        .put("delivery_index", 0)
        .put("event_id", "5b1c0000-0000-5000-8000-000000000001")
        .put("event_type", "recording.stored")
        .put("sha256", SHA256)
        .put("bytes", 1)
        .put("media_type", "audio/mpeg");
    new Kafka(running.address().kafka())
        .produce(
            "recordings.v1",
            event.entity(),
            EventJson.mapper().writeValueAsBytes(stored),
            Map.of("stage", "recordings"));
    return file;
  }

  private Installation start() throws Exception {
    Path vendors = Files.createDirectories(folder.resolve("vendors"));
    MendTel.rightIn(vendors);
    ExampleTel.write(
        folder,
        "sources.yaml",
        "sources:\n  - {id: shop, vendor: mendtel, zone: UTC, allow_unsigned: true}\n");
    InstallationOptions options = new InstallationOptions();
    options.data = data();
    options.vendors = vendors;
    options.sources = folder.resolve("sources.yaml");
    options.gatewayPort = 0;
    options.workbenchPort = 0;
    options.kafkaPort = 0;
    options.postgresPort = 0;
    return Installation.start(options, options.definitions(Sources::demo), line -> {});
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void post(Installation running, String body) throws Exception {
    assertThat(
            http.send(
                    HttpRequest.newBuilder(running.address().gateway().resolve("/webhooks/mendtel"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
  }

  private static void settle(Installation running) {
    assertThat(Settling.await(running.address().kafkaClients(), PATIENCE)).isTrue();
  }

  /** Every row of every table and view, as text, bytes among it decoded. */
  private static String traces(Installation running) throws SQLException {
    StringBuilder all = new StringBuilder();
    for (String table :
        rows(
            running,
            "select format('%I.%I', table_schema, table_name) from information_schema.tables where table_schema in ('app', 'analytics', 'compat')")) {
      rows(running, "select to_jsonb(t)::text from " + table + " t").forEach(all::append);
    }
    rows(
            running,
            "select encode(body, 'hex') from app.payloads union all select encode(body, 'hex') from app.dead_letters")
        .forEach(hex -> all.append(new String(HexFormat.of().parseHex(hex), ISO_8859_1)));
    return all.toString();
  }

  private static long count(Installation running, String sql) throws SQLException {
    return Long.parseLong(rows(running, sql).getFirst());
  }

  private static List<String> rows(Installation running, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(running.address().jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  private Ended erase(String... words) {
    return command(Stream.concat(Stream.of("erase"), Stream.of(words)).toArray(String[]::new));
  }

  private Ended command(String... words) {
    return Ended.of(
        Stream.concat(Stream.of(words), Stream.of("--data", data().toString())).toList());
  }
}
