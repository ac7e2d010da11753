package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.load.DemoSources;
import dev.trunkline.vendors.ArchivedDefinition;
import dev.trunkline.vendors.DefinitionArchive;
import dev.trunkline.vendors.DefinitionLoader;
import dev.trunkline.vendors.Sources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vendors and sources that come and change while everything runs. */
class LiveVendorTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SOURCES =
      """
      sources:
        - id: pbx
          vendor: onecom
          zone: Asia/Jerusalem
          allow_unsigned: true
          own_numbers: ["+972500000101"]
          shared_phones: ["0500000102"]
          agents: {"214": Dana}
        - {id: exampletel, vendor: exampletel, zone: UTC, allow_unsigned: true}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @TempDir Path data;
  @TempDir Path vendors;
  @TempDir Path elsewhere;

  @Test
  void aDroppedFolderIsLiveABadOneChangesNothingAndAMendedOneCounts() throws Exception {
    InstallationOptions options = options();
    try (Installation running = start(options, options.definitions(Sources::demo))) {
      assertThat(post(running, "/webhooks/exampletel", ExampleTel.body("c1"))).isEqualTo(404);

      Path folder = ExampleTel.in(vendors);
      awaitTold("vendor exampletel \\p{XDigit}{12}… is live: POST /webhooks/exampletel");
      assertThat(post(running, "/webhooks/exampletel", ExampleTel.body("c1"))).isEqualTo(200);
      Map<String, String> first = awaitCall(running, "exampletel", "c1");
      assertThat(first)
          .containsEntry("direction", "inbound")
          .containsEntry("status", "missed")
          .containsEntry("customer_phone", "+12025550144");
      String[] send = {"send", "--source", "exampletel", "--data", data.toString()};
      assertThat(Main.commandLine().execute(send)).isZero();

      ExampleTel.write(
          folder, "mapping.jsonata", ExampleTel.MAPPING.replace("inbound", "outbound"));
      awaitTold(
          "vendor exampletel refused: exampletel/samples/answered\\.json: event 0: direction is outbound, not inbound");
      assertThat(post(running, "/webhooks/exampletel", ExampleTel.body("c2"))).isEqualTo(200);
      Map<String, String> second = awaitCall(running, "exampletel", "c2");
      assertThat(second)
          .containsEntry("direction", "inbound")
          .containsEntry("definition_hash", first.get("definition_hash"));
      assertThat(health(running)).contains("direction is outbound, not inbound");
      assertThat(Files.readString(data.resolve("trunkline.log")))
          .contains("vendor exampletel refused: exampletel/samples/answered.json");

      told.clear();
      ExampleTel.write(
          folder, "samples/answered.json", ExampleTel.SAMPLE.replace("inbound", "outbound"));
      awaitTold("vendor exampletel \\p{XDigit}{12}… is live: POST /webhooks/exampletel");
      assertThat(post(running, "/webhooks/exampletel", ExampleTel.body("c3"))).isEqualTo(200);
      Map<String, String> third = awaitCall(running, "exampletel", "c3");
      assertThat(third).containsEntry("direction", "outbound");
      assertThat(third.get("definition_hash")).isNotEqualTo(first.get("definition_hash"));

      DefinitionArchive archive = new DefinitionArchive(data.resolve("definitions"));
      for (Map<String, String> call : List.of(first, third)) {
        ArchivedDefinition kept = archive.read(call.get("definition_hash"));
        assertThat(kept.definition().vendor()).isEqualTo("exampletel");
        assertThat(health(running)).contains(third.get("definition_hash"));
      }
      running
          .definitions()
          .sources()
          .all()
          .forEach(
              source ->
                  assertThat(data.resolve("definitions/" + running.definitions().hash(source)))
                      .isDirectoryContaining("glob:**/vendor.yaml")
                      .isDirectoryContaining("glob:**/mapping.jsonata")
                      .isDirectoryContaining("glob:**/source.yaml"));
    }
  }

  /** The vendor of docs/adding-a-vendor.md: no Java, no change outside its folder. */
  @Test
  void theExampleOfTheGuideIsLiveOnceItsFolderIsCopied() throws Exception {
    InstallationOptions options = options();
    try (Installation running = start(options, options.definitions(DemoSources::forSamples))) {
      copyExotel();
      awaitTold("vendor exotel \\p{XDigit}{12}… is live: GET\\|POST /webhooks/exotel");

      URI passthru =
          running
              .address()
              .gateway()
              .resolve(
                  "/webhooks/exotel?CallSid=guide1&CallFrom=09000012345&CallTo=08000000187&Direction=incoming"
                      + "&DialCallStatus=completed&StartTime=2024-01-15+14%3A25%3A12&DialCallDuration=13");
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(passthru).build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("X-Delivery-Id")).isPresent();
      assertThat(awaitCall(running, "exotel", "guide1"))
          .containsEntry("direction", "inbound")
          .containsEntry("status", "answered")
          .containsEntry("customer_phone", "+919000012345");
    }
  }

  private void copyExotel() throws IOException {
    Path example = Path.of("../../docs/examples/vendors/exotel").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = vendors.resolve("exotel").resolve(example.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void anEditedSourcesFileOpensTheNewSourcesDoorAndARefusedFolderDoesNotPreventTheStart()
      throws Exception {
    ExampleTel.in(vendors);
    ExampleTel.write(vendors.resolve("acme"), "vendor.yaml", "vendor: acme");
    ExampleTel.write(elsewhere, "sources.yaml", SOURCES);
    InstallationOptions options = options();
    options.sources = elsewhere.resolve("sources.yaml");
    try (Installation running = start(options, options.definitions(DemoSources::forSamples))) {
      assertThat(told).anyMatch(line -> line.startsWith("vendor acme refused: acme/"));
      assertThat(contacts(running, "pbx"))
          .containsExactlyInAnyOrder(
              "guard +972500000101 own", "guard +972500000102 shared", "agent 214 Dana");
      assertThat(post(running, "/webhooks/shop", ExampleTel.body("s1"))).isEqualTo(404);

      ExampleTel.write(elsewhere, "sources.yaml", SOURCES + "  - {id: shop, vendor: nobody}\n");
      awaitTold("sources refused: sources\\.yaml: source shop: vendor: is unknown");
      assertThat(post(running, "/webhooks/exampletel", ExampleTel.body("e1"))).isEqualTo(200);

      ExampleTel.write(
          elsewhere,
          "sources.yaml",
          SOURCES.replace("Dana", "Noam").replace("0500000102", "0500000103")
              + "  - {id: shop, vendor: exampletel, zone: America/New_York, path: /webhooks/shop, allow_unsigned: true, default_lead_name: 'Shop {phone}'}\n");
      awaitTold("source shop is new: POST /webhooks/shop");
      assertThat(contacts(running, "pbx"))
          .containsExactlyInAnyOrder(
              "guard +972500000101 own", "guard +972500000103 shared", "agent 214 Noam");
      assertThat(contacts(running, "shop")).containsExactly("lead Shop {phone}");
      assertThat(post(running, "/webhooks/shop", ExampleTel.body("s1"))).isEqualTo(200);
      assertThat(awaitCall(running, "shop", "s1")).containsEntry("status", "missed");
    }
  }

  private Installation start(InstallationOptions options, DefinitionLoader loader) {
    return Installation.start(
        options, loader, Map.of("trunkline.definitions.look-every", "200ms"), told::add);
  }

  private InstallationOptions options() {
    InstallationOptions options = new InstallationOptions();
    options.data = data;
    options.vendors = vendors;
    options.gatewayPort = 0;
    options.workbenchPort = 0;
    options.kafkaPort = 0;
    options.postgresPort = 0;
    return options;
  }

  private void awaitTold(String regex) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(told).anyMatch(line -> line.matches(regex)));
  }

  private int post(Installation running, String path, String body) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(running.address().gateway().resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return answer.statusCode();
  }

  private String health(Installation running) throws Exception {
    URI page = running.address().workbench().resolve("/actuator/health");
    return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
  }

  /** What the tables go by for a source. */
  private static List<String> contacts(Installation running, String source) throws Exception {
    try (Connection connection = DriverManager.getConnection(running.address().jdbcUrl());
        PreparedStatement select =
            connection.prepareStatement(
                """
                select 'guard ' || phone || ' ' || reason from app.guards where source = ?
                union all
                select 'agent ' || agent || ' ' || agent_name from app.known_agents where source = ?
                union all
                select 'lead ' || default_lead_name from app.sources where source = ?
                """)) {
      for (int i = 1; i <= 3; i++) {
        select.setString(i, source);
      }
      List<String> contacts = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (rows.getString(1) != null) {
            contacts.add(rows.getString(1));
          }
        }
      }
      return contacts;
    }
  }

  private static Map<String, String> awaitCall(Installation running, String source, String id) {
    Map<String, String> call = new HashMap<>();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              call.putAll(call(running, source + "/" + id));
              assertThat(call).isNotEmpty();
            });
    return call;
  }

  private static Map<String, String> call(Installation running, String id) throws Exception {
    try (Connection connection = DriverManager.getConnection(running.address().jdbcUrl());
        PreparedStatement select =
            connection.prepareStatement(
                "select c.direction, c.status, c.customer_phone, e.definition_hash"
                    + " from analytics.calls c join analytics.call_events e on e.call_id = c.call_id"
                    + " where c.call_id = ?")) {
      select.setString(1, id);
      Map<String, String> call = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            call.put(row.getMetaData().getColumnLabel(i), row.getString(i));
          }
        }
      }
      return call;
    }
  }
}
