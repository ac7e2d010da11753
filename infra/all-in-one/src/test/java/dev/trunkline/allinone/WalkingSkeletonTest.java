package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.load.Audit;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.ModelSettings;
import dev.trunkline.load.Post;
import dev.trunkline.load.Reply;
import dev.trunkline.load.Settling;
import dev.trunkline.load.Signer;
import dev.trunkline.load.Story;
import dev.trunkline.load.Verdict;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.Translation;
import dev.trunkline.vendors.Translator;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From a vendor's webhook to canonical topics and rows, through everything that {@code up} starts.
 */
class WalkingSkeletonTest {

  private static final OneInstallation HERE = OneInstallation.shared();
  private static final AtomicInteger NUMBER = new AtomicInteger(1);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String CDR =
      """
      {"uniqueid": "%s", "call_id": "1", "start": "2024-01-15 10:30:00", "src": "101",
       "dst": "0500000101", "duration": 120, "disposition": "ANSWERED"}
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  /** Whatever the other tests did, the promises hold. */
  @AfterAll
  static void theAuditHolds() throws Exception {
    Verdict verdict =
        new Audit(
                HERE.installation.address().kafkaClients(),
                HERE.installation.address().jdbcUrl(),
                ModelSettings.of(HERE.installation.definitions()),
                Clock.systemUTC())
            .run(Ledger.read(HERE.data.resolve("sent.ndjson")), Duration.ofSeconds(60))
            .orElseThrow();
    assertThat(verdict.equations()).allSatisfy(e -> assertThat(e.violations()).isEmpty());
    assertThat(verdict.equations().get(0).checked()).isPositive();
  }

  @Test
  void knowrithmsSignedExampleIsAnsweredAsItsGuideSays() throws Exception {
    Story story = HERE.story("knowrithm", "s01-lead-created");
    HttpResponse<String> answer =
        post(story, story.asTold(), Signer.prove(story.door(), story.asTold().body()).headers());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(answer.headers().firstValue("X-Delivery-Id")).isPresent();
  }

  @Test
  void aForgedOrMissingKnowrithmSignatureIs403() throws Exception {
    Story story = HERE.story("knowrithm", "s01-lead-created");
    String forged = "sha256=" + "0".repeat(64);

    assertThat(post(story, story.asTold(), Map.of("X-Knowrithm-Signature", forged)).statusCode())
        .isEqualTo(403);
    assertThat(post(story, story.asTold(), Map.of()).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "[%s]", "{\"data\":[%s]}"})
  void oneComTakesObjectArrayAndData(String form) throws Exception {
    String id = "1700000000." + NUMBER.incrementAndGet();
    Story story = HERE.story("onecom", "s03-curl");
    byte[] body = form.formatted(CDR.formatted(id)).getBytes(UTF_8);

    HttpResponse<String> answer = post(story, json(body), Map.of());

    assertThat(answer.statusCode()).isEqualTo(202);
    await().atMost(SOON).untilAsserted(() -> assertThat(call(id)).hasSize(1));
    assertThat(call(id).get(0))
        .containsEntry("status", "answered")
        .containsEntry("direction", "outbound")
        .containsEntry("customer_phone", "+972500000101");
  }

  @Test
  void getDescribesOneComsDoor() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri("/api/onecom/webhook")).build(), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("POST").contains("/api/onecom/webhook").contains("uniqueid");
  }

  @Test
  void aBatchOfFiveWithOneBrokenGivesFourRowsOneDeadLetterAndFiveFates() {
    Story story = HERE.story("onecom", "w07-batch-one-broken");
    Post post = story.anew(NUMBER.incrementAndGet());

    Reply reply = HERE.sender.send(story.door(), post).join();

    String delivery = String.valueOf(reply.deliveryId());
    await().atMost(SOON).untilAsserted(() -> assertThat(fates(delivery)).hasSize(5));
    assertThat(fates(delivery))
        .containsExactly("canonical", "canonical", "dead", "canonical", "canonical");
    assertThat(
            HERE.rows(
                "select reason from analytics.deliveries where delivery_id = ?::uuid and fate = 'dead'",
                delivery))
        .allSatisfy(row -> assertThat(row.get("reason")).contains("uniqueid"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        HERE.rows(
                            "select call_id from analytics.call_events where delivery_id = ?::uuid",
                            delivery))
                    .hasSize(4));
  }

  static Stream<Story> stories() {
    return HERE.repertoire.stories().stream().filter(WalkingSkeletonTest::tellsAsMuchAtTheDoor);
  }

  /** A page of an API, which is pulled, may mean nothing where a vendor only reports events. */
  private static boolean tellsAsMuchAtTheDoor(Story story) {
    Sample sample = story.sample();
    Delivery posted =
        new Delivery(
            "01970000-0000-7000-8000-000000000000",
            story.door().source(),
            sample.vendor(),
            sample.door(),
            Instant.EPOCH,
            sample.method(),
            sample.query(),
            sample.contentType(),
            "192.0.2.1",
            "none",
            null,
            Map.of(),
            null,
            sample.body());
    long events =
        Translator.of(HERE.vendors, HERE.sources.all()).translate(posted).elements().stream()
            .mapToLong(
                element ->
                    element instanceof Translation.Element.Understood understood
                        ? understood.events().size()
                        : 0)
            .sum();
    return !sample.pulled() || events == sample.means().events().size();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void aRowAgreesWithWhatTheSampleMeans(Story story) {
    Post post = story.anew(NUMBER.incrementAndGet() + 5_000);

    Reply reply = HERE.sender.send(story.door(), post).join();

    assertThat(reply.acknowledged()).isEqualTo(story.isTaken());
    if (!story.isTaken()) {
      assertThat(reply.status()).isEqualTo(400);
      return;
    }
    String delivery = String.valueOf(reply.deliveryId());
    await().atMost(SOON).untilAsserted(() -> assertThat(fates(delivery)).isNotEmpty());
    List<Map<String, Object>> expected = distinct(story);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(eventsOf(delivery)).hasSameSizeAs(expected));
    List<Map<String, String>> told = eventsOf(delivery);
    for (int i = 0; i < expected.size(); i++) {
      agrees(story, expected.get(i), told.get(i));
      for (Map<String, String> row : rowsOf(told, i)) {
        agrees(story, expected.get(i), row);
      }
    }
    assertThat(fates(delivery).stream().filter("dead"::equals))
        .hasSize(story.sample().means().rejected().size());
    assertThat(fates(delivery).stream().filter("ignored"::equals))
        .hasSize(story.sample().means().ignored().size());
  }

  @Test
  void sixtyFourPostsOfOneWebhookAreSixtyFourDeliveriesOneEventAndOneRow() {
    Story story = HERE.story("knowrithm", "w01-v2-created");
    Post post = story.anew(NUMBER.incrementAndGet());
    List<CompletableFuture<Reply>> replies =
        IntStream.range(0, 64).mapToObj(i -> HERE.sender.send(story.door(), post)).toList();

    List<String> deliveries =
        replies.stream().map(CompletableFuture::join).map(Reply::deliveryId).toList();

    assertThat(deliveries).doesNotContainNull().doesNotHaveDuplicates().hasSize(64);
    String list = "{" + String.join(",", deliveries) + "}";
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        HERE.rows(
                            "select distinct delivery_id from analytics.deliveries where delivery_id = any (?::uuid[])",
                            list))
                    .hasSize(64));
    List<Map<String, String>> events =
        HERE.rows(
            "select distinct unnest(event_ids)::text as id from analytics.deliveries where delivery_id = any (?::uuid[])",
            list);
    assertThat(events).hasSize(1);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        HERE.rows(
                            "select lead_id from analytics.lead_touches where event_id = ?::uuid",
                            events.get(0).get("id")))
                    .hasSize(1));
    assertThat(
            HERE.rows(
                "select fate, count(*)::text as n from analytics.deliveries where delivery_id = any (?::uuid[]) group by fate order by fate",
                list))
        .containsExactly(
            Map.of("fate", "canonical", "n", "1"), Map.of("fate", "duplicate", "n", "63"));
  }

  @Test
  void aChunkedBodyOfTwoMebibytesIs413AndNothingIsPublished() throws Exception {
    long before = kept();
    URI gateway = HERE.installation.address().gateway();
    String answer;
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /api/onecom/webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n")
              .getBytes(UTF_8));
      byte[] chunk = new byte[64 * 1024];
      for (int i = 0; i < 32; i++) {
        out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(UTF_8));
        out.write(chunk);
        out.write("\r\n".getBytes(UTF_8));
      }
      out.write("0\r\n\r\n".getBytes(UTF_8));
      out.flush();
      InputStream in = socket.getInputStream();
      answer = new String(in.readNBytes(12), UTF_8);
    }

    assertThat(answer).isEqualTo("HTTP/1.1 413");
    assertThat(kept()).isEqualTo(before);
  }

  @Test
  void thePrivatePortTellsHealthAndMetrics() throws Exception {
    URI workbench = HERE.installation.address().workbench();
    HttpResponse<String> health =
        http.send(
            HttpRequest.newBuilder(workbench.resolve("/actuator/health")).build(),
            BodyHandlers.ofString());
    HttpResponse<String> metrics =
        http.send(
            HttpRequest.newBuilder(workbench.resolve("/actuator/prometheus")).build(),
            BodyHandlers.ofString());

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .contains("\"status\":\"UP\"")
        .contains("gateway")
        .contains("kafka")
        .contains("\"writerContainer\":true")
        .contains("\"recordingStage\":true")
        .contains("postgres");
    assertThat(metrics.body()).contains("trunkline_");
  }

  @Test
  void anOperatorsTokenLiesInTheDataFolderAndOpensTheSyncDoors() throws Exception {
    Path file = HERE.data.resolve("operator-token");
    String token = Files.readString(file).strip();
    URI door = uri("/api/onecom/sync/today");
    URI admin = HERE.installation.address().workbench().resolve("/api/admin/");

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32);
    assertThat(operator("POST", door, null, "").statusCode()).isEqualTo(401);
    assertThat(operator("POST", door, token + "x", "").statusCode()).isEqualTo(403);
    HttpResponse<String> unasked = operator("POST", door, token, "");
    assertThat(unasked.statusCode()).isEqualTo(409);
    assertThat(unasked.body()).contains("source onecom: pull is not configured");
    URI pulls = admin.resolve("pulls");
    assertThat(operator("GET", pulls, null, "").statusCode()).isEqualTo(401);
    assertThat(operator("GET", pulls, token, "").body()).startsWith("{");
    URI gone = admin.resolve("pulls/01970000-0000-7000-8000-000000000000");
    assertThat(operator("DELETE", gone, token, "").statusCode()).isEqualTo(404);
    for (String what : List.of("sync", "reconcile")) {
      URI onecom = admin.resolve("sources/onecom/" + what);
      assertThat(operator("POST", onecom, token + "x", "{}").statusCode()).isEqualTo(403);
      assertThat(operator("POST", onecom, token, "{}").statusCode()).isEqualTo(409);
      URI nobody = admin.resolve("sources/nobody/" + what);
      assertThat(operator("POST", nobody, token, "{}").statusCode()).isEqualTo(404);
    }
  }

  private HttpResponse<String> operator(String method, URI uri, @Nullable String token, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(Story story, Post post, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(story.door().path()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(post.body()));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return HERE.installation.address().gateway().resolve(path);
  }

  private static Post json(byte[] body) {
    return new Post("POST", null, "application/json", body);
  }

  private static List<Map<String, String>> call(String vendorCallId) {
    return HERE.rows("select * from analytics.calls where vendor_call_id = ?", vendorCallId);
  }

  private static List<String> fates(String delivery) {
    return HERE
        .rows(
            "select fate from analytics.deliveries where delivery_id = ?::uuid order by delivery_index",
            delivery)
        .stream()
        .map(row -> row.get("fate").replace("duplicate", "canonical"))
        .toList();
  }

  /** A delivery's events as the log has them, equal ones of one batch once. */
  private static List<Map<String, String>> eventsOf(String delivery) {
    List<Map<String, String>> events = new ArrayList<>();
    for (Map<String, String> logged :
        HERE.rows(
            "select body::text as body from (select distinct on (event_id) event_id, delivery_index, body"
                + " from app.events where delivery_id = ?::uuid order by event_id, delivery_index) e"
                + " order by delivery_index, body->>'event_type'",
            delivery)) {
      Map<String, String> event = new LinkedHashMap<>();
      EventJson.mapper()
          .readTree(logged.get("body"))
          .propertyStream()
          .forEach(field -> event.put(field.getKey(), field.getValue().asString()));
      events.add(event);
    }
    return events;
  }

  /**
   * The row of the call or lead that an event is about, if no other event is about it: then the row
   * says what the event says. Samples share phones, so several tell of one person.
   */
  private static List<Map<String, String>> rowsOf(List<Map<String, String>> told, int index) {
    Map<String, String> event = told.get(index);
    String type = event.get("event_type");
    String name = type.startsWith("call.") ? "vendor_call_id" : "vendor_lead_id";
    String id = event.get(name);
    boolean alone =
        told.stream()
                .filter(other -> other.get("event_type").startsWith(type.substring(0, 5)))
                .filter(other -> id != null && id.equals(other.get(name)))
                .count()
            == 1;
    if (!alone || !(type.startsWith("call.") || type.startsWith("lead."))) {
      return List.of();
    }
    if (type.startsWith("lead.")) {
      List<Map<String, String>> touched =
          HERE.rows(
              "select t.event_type, l.* from analytics.lead_touches t join analytics.leads l using (lead_id) where t.event_id = ?::uuid",
              event.get("event_id"));
      assertThat(touched).as("the person of " + type).hasSize(1);
      List<Map<String, String>> only =
          HERE.rows(
              "select l.* from analytics.lead_touches t join analytics.leads l using (lead_id) where l.lead_id = ?::uuid",
              touched.getFirst().get("lead_id"));
      // A name that nobody told is a default of the view.
      touched.getFirst().computeIfPresent("full_name", WalkingSkeletonTest::told);
      return only.size() == 1 ? touched : List.of();
    }
    List<Map<String, String>> rows =
        HERE.rows(
            "select e.event_type, c.* from analytics.calls c join analytics.call_events e using (call_id) where c.call_id = ? and e.event_id = ?::uuid",
            event.get("call_id"),
            event.get("event_id"));
    assertThat(rows).as("the row of " + type).hasSize(1);
    return rows;
  }

  private static @Nullable String told(String column, String name) {
    return name.matches("Knowlarity Lead \\+\\d+") ? null : name;
  }

  /** What must be seen, equal events of one batch once, in the order of the log. */
  private static List<Map<String, Object>> distinct(Story story) {
    Map<String, Map<String, Object>> distinct = new LinkedHashMap<>();
    for (Map<String, Object> event : story.sample().means().events()) {
      Map<String, Object> comparable = new LinkedHashMap<>(event);
      comparable.remove("delivery_index");
      distinct.putIfAbsent(comparable.toString(), event);
    }
    return List.copyOf(distinct.values());
  }

  private static void agrees(Story story, Map<String, Object> expected, Map<String, String> row) {
    expected.forEach(
        (name, value) -> {
          String seen = row.get(name);
          if (value == null) {
            assertThat(seen).as(name).isNull();
          } else if (name.equals("call_id")) {
            assertThat(seen).isEqualTo(story.door().source() + "/" + row.get("vendor_call_id"));
          } else if (name.endsWith("_at")) {
            assertThat(
                    OffsetDateTime.parse(
                            seen.replace(' ', 'T') + (seen.matches(".*[+-]\\d\\d$") ? ":00" : ""))
                        .toInstant())
                .as(name)
                .isEqualTo(OffsetDateTime.parse(value.toString()).toInstant());
          } else if (value.equals("call.logged") && story.sample().pulled()) {
            assertThat(seen)
                .as(name)
                .isIn("call.logged", "call.completed"); // posted here, not pulled
          } else if (story.ids().stream().anyMatch(value.toString()::endsWith)) {
            assertThat(seen).as(name).startsWith(value.toString());
          } else if (row.containsKey(name) || !name.matches("delivery_index|extras")) {
            assertThat(seen).as(name).isEqualTo(value.toString());
          }
        });
  }

  private static long kept() {
    Settling.await(HERE.installation.address().kafkaClients(), SOON);
    return HERE.rows("select delivery_id from analytics.deliveries where source = 'onecom'").size();
  }
}
