package dev.trunkline.gateway;

import static dev.trunkline.testbed.Kafka.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topics;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Door;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A vendor's guide word for word, as MG Digital Leads has one. */
@WithBackbone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedAnswersTest {

  private static final String DOOR = "/admin/mg-digital-leads/source/knowlarity";
  private static final String SCARCE = "/scarce";
  private static final String KEY = "mg-test-key";
  private static final String LEAD = "{\"phone_number\":\"9000012345\"}";
  private static final String INSERTED = "{\"message\":\"Knowlarity lead inserted successfully\"}";
  private static final String MISSING = "{\"error\":\"Missing required fields: phone_number\"}";
  private static final String INVALID = "{\"error\":\"Invalid payload\"}";
  private static final String NO_KEY = "{\"error\":\"API key header not supplied\"}";
  private static final String WRONG_KEY = "{\"error\":\"API key invalid\"}";
  private static final String TOO_MANY = "{\"error\":\"Too many requests\"}";

  private static final String YAML =
      """
      title: As MG Digital Leads
      doors:
        lead:
          path: /admin/mg-digital-leads/source/knowlarity
          methods: [POST]
          answers:
            ok: [201, '%s']
            unproven: [401, '%s']
            forged: [403, '%s']
            missing: [400, '%s']
            malformed: [400, '%s']
            limited: [429, '%s']
          requires: [phone_number, mobile, phone, msisdn]
          rate_limit: 120/min
      proofs: [{kind: header-secret, header: X-API-Key}]
      source_defaults: {region: IN}
      fields: {phone: [phone_number, mobile, phone, msisdn], full_name: [name]}
      """
          .formatted(INSERTED, NO_KEY, WRONG_KEY, MISSING, INVALID, TOO_MANY);

  private static final String SOURCES =
      """
      sources:
        - id: VENDOR
          vendor: VENDOR
          secrets: [mg-test-key]
          rate_limit: 9999999/h
          fields: {phone: [contact_no]}
        - id: VENDOR-scarce
          vendor: VENDOR
          path: /scarce
          secrets: [mg-test-key]
        - {id: VENDOR-kept, vendor: VENDOR, path: /kept, secrets: [mg-test-key]}
      """;

  private OpenGateway open;
  private Kafka kafka;
  private List<Door> doors;

  @BeforeAll
  void open(Backbone backbone, @TempDir Path folder) throws Exception {
    kafka = backbone.kafka();
    String vendor = backbone.unique("mg");
    doors = VendorFolder.doors(folder, vendor, YAML, SOURCES);
    open = new OpenGateway(backbone.bootstrapServers(), vendor, doors);
  }

  @AfterAll
  void close() {
    open.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LEAD,
        "{\"mobile\":\"9000012345\"}",
        "{\"phone\":9000012345,\"name\":\"A\"}",
        "{\"msisdn\":\"+919000012345\"}",
        "[{\"name\":\"A\"},{\"phone_number\":\"9000012345\"}]",
        "phone_number=9000012345&name=A",
        "{\"contact_no\":\"9000012345\"}",
      })
  void aLeadWithAPhoneIsInserted(String body) throws Exception {
    HttpResponse<String> answer = open.send(keyed(DOOR, body));

    assertAnswer(answer, 201, INSERTED);
    String id = answer.headers().firstValue("x-delivery-id").orElseThrow();
    assertThat(kafka.await(open.topic(), record -> id.equals(record.key())).value())
        .isEqualTo(body.getBytes(UTF_8));
  }

  @Test
  void withoutTheKeyOrWithAWrongOneNothingIsSaidAboutTheBody() throws Exception {
    for (String body : List.of(LEAD, "{}", "no json")) {
      HttpResponse<String> unproven = open.send(open.post(DOOR, body.getBytes(UTF_8)));
      assertAnswer(unproven, 401, NO_KEY);
      assertThat(unproven.headers().firstValue("www-authenticate")).contains("Webhook");
      assertAnswer(
          open.send(open.post(DOOR, body.getBytes(UTF_8)).header("X-API-Key", "wrong")),
          403,
          WRONG_KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"name\":\"A\"}",
        "{\"phone_number\":\"\"}",
        "{\"phone_number\":\"   \"}",
        "{\"phone_number\":null}",
        "{\"phone_number\":null,\"mobile\":\"\",\"msisdn\":\"n/a\"}",
      })
  void aLeadWithoutAPhoneIsToldSo(String body) throws Exception {
    refused(body, MISSING, "missing-fields");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"phone_number\":", "phone", "null", "7", "<lead/>"})
  void whatIsNoPayloadIsToldSo(String body) throws Exception {
    refused(body, INVALID, "malformed-body");
  }

  @Test
  void whatIsRefusedForItsBodyIsKeptForWhoeverLooksForTheReason() throws Exception {
    open.send(keyed("/kept", "{\"name\":\"A\"}"));
    open.send(keyed("/kept", "no payload"));

    String source = open.vendor + "-kept";
    assertThat(kafka.awaitAtLeast(Topics.REJECTED.name(), 2, r -> source.equals(r.key())))
        .allSatisfy(r -> assertThat(header(r, "x-api-key")).isEqualTo("masked, 11 characters"))
        .extracting(r -> header(r, "cause") + ": " + new String(r.value(), UTF_8))
        .containsExactly("missing-fields: {\"name\":\"A\"}", "malformed-body: no payload");
  }

  @Test
  void whatIsOverTheRateIsToldWhenToComeAgainAndTheRestIsKept() throws Exception {
    List<String> accepted = new ArrayList<>();
    long begun = System.nanoTime();
    HttpResponse<String> answer = open.send(keyed(SCARCE, LEAD));
    while (answer.statusCode() != 429 && accepted.size() < 1_000) {
      assertAnswer(answer, 201, INSERTED);
      accepted.add(answer.headers().firstValue("x-delivery-id").orElseThrow());
      answer = open.send(keyed(SCARCE, LEAD));
    }
    long seconds = (System.nanoTime() - begun) / 1_000_000_000;

    assertAnswer(answer, 429, TOO_MANY);
    assertThat(answer.headers().firstValue("retry-after")).contains("1");
    assertThat(answer.headers().firstValue("x-delivery-id")).isEmpty();
    assertThat(accepted).hasSizeBetween(120, 120 + 2 * ((int) seconds + 1));
    assertThat(accepted).doesNotHaveDuplicates();
    String source = open.vendor + "-scarce";
    assertThat(kafka.readAll(open.topic()).stream().filter(r -> source.equals(header(r, "source"))))
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrderElementsOf(accepted);
    assertThat(open.count("trunkline.gateway.refused", "source", source, "reason", "rate-limited"))
        .isEqualTo(1);
    assertAnswer(
        open.send(open.post(SCARCE, LEAD.getBytes(UTF_8)).header("X-API-Key", "wrong")),
        403,
        WRONG_KEY);
    assertThat(open.send(keyed(DOOR, LEAD)).statusCode())
        .as("another source has a rate of its own")
        .isEqualTo(201);
    open.gateway.open(doors, List.of());
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> open.send(keyed(SCARCE, LEAD)).statusCode() == 201);
  }

  @Test
  void getAndHeadOfADoorThatOnlyTakesPostsAre405() throws Exception {
    for (String method : List.of("GET", "HEAD", "PUT")) {
      HttpResponse<String> answer =
          open.send(
              HttpRequest.newBuilder(open.uri(DOOR + "?phone_number=9000012345"))
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .header("X-API-Key", KEY));
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(answer.headers().firstValue("allow")).contains("POST");
    }
  }

  private void refused(String body, String words, String cause) throws Exception {
    int before = kafka.readAll(open.topic()).size();
    double counted = refused(cause);

    assertAnswer(open.send(keyed(DOOR, body)), 400, words);

    assertThat(refused(cause)).isEqualTo(counted + 1);
    assertThat(kafka.readAll(open.topic())).as("nothing of it is a delivery").hasSize(before);
  }

  private double refused(String cause) {
    return open.count("trunkline.gateway.refused", "source", open.vendor, "reason", cause);
  }

  private HttpRequest.Builder keyed(String path, String body) {
    return open.post(path, body.getBytes(UTF_8))
        .header("X-API-Key", KEY)
        .header("Content-Type", "application/json; charset=utf-8");
  }

  private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
  }
}
