package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.Topics;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.SyncDoor;
import dev.trunkline.vendors.Vendors;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The three doors of OneCom's guide; it is 2026-03-01, 12:15 in Jerusalem. */
@WithBackbone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncDoorsTest {

  private static final String TOKEN = "operator-of-the-tests";
  private static final String OTHER = "another-operator-of-the-tests";
  private static final String RANGE = "/api/onecom/sync";

  private OpenGateway open;
  private OpenGateway unset;
  private OpenGateway unasked;
  private Kafka kafka;
  private String source;

  @BeforeAll
  void open(Backbone backbone) {
    kafka = backbone.kafka();
    source = backbone.unique("pbx");
    OperatorTokens tokens = OperatorTokens.of(List.of(OTHER, TOKEN));
    List<SyncDoor> doors = doors("pull: {secret: x-literal, settings: {tenant: acme}}");
    open = gateway(backbone, doors, tokens);
    unset = gateway(backbone, doors, OperatorTokens.NONE);
    unasked = gateway(backbone, doors("pull: {enabled: false}"), tokens);
  }

  @AfterAll
  void close() {
    open.close();
    unset.close();
    unasked.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/today||2026-02-28T22:00:00Z|2026-03-01T10:15:30.123Z",
        "/last-week||2026-02-22T10:15:30.123Z|2026-03-01T10:15:30.123Z",
        "|{\"startDate\":\"2026-02-10\",\"endDate\":\"2026-02-11\"}|2026-02-09T22:00:00Z|2026-02-11T22:00:00Z",
        "|{\"from\":\"2026-02-10\",\"to\":\"2026-02-10\",\"more\":1}|2026-02-09T22:00:00Z|2026-02-10T22:00:00Z",
        "|{\"startDate\":\"2026-02-28\",\"endDate\":\"2026-03-02\"}|2026-02-27T22:00:00Z|2026-03-01T10:15:30.123Z",
        "|{\"startDate\":\"2025-06-01\",\"endDate\":\"2025-06-01\"}|2025-05-31T21:00:00Z|2025-06-01T21:00:00Z",
        "|{\"from\":\"2026-02-10T10:00:00+02:00\",\"to\":\"2026-02-10T09:00:00Z\"}|2026-02-10T08:00:00Z|2026-02-10T09:00:00Z",
      })
  void whatIsAcceptedIsAskedOfThePullSide(String door, String body, Instant from, Instant to)
      throws Exception {
    String path = RANGE + (door == null ? "" : door);
    HttpResponse<String> answer = open.send(asked(path, body == null ? "" : body));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.headers().firstValue("x-delivery-id")).isEmpty();
    JsonNode said = EventJson.mapper().readTree(answer.body());
    assertThat(said.path("status").asString()).isEqualTo("accepted");
    assertThat(said.path("from").asString()).isEqualTo(from.toString());
    assertThat(said.path("to").asString()).isEqualTo(to.toString());
    String job = said.path("job").asString();
    ConsumerRecord<String, byte[]> record =
        kafka.await(
            Topics.PULLS_ASKED.name(),
            r -> source.equals(r.key()) && new String(r.value(), UTF_8).contains(job));
    assertThat(EventJson.mapper().readValue(record.value(), PullAsk.class))
        .isEqualTo(
            new PullAsk(
                PullAsk.Ask.FETCH,
                source,
                job,
                null,
                from,
                to,
                null,
                OpenGateway.NOW,
                "door",
                null));
  }

  @Test
  void everyOperatorsTokenOpensAndNothingElse() throws Exception {
    String today = RANGE + "/today";

    assertThat(open.send(bearing(open, today, "bearer  " + OTHER)).statusCode()).isEqualTo(202);
    HttpResponse<String> none = open.send(open.post(today, new byte[0]));
    assertProblem(none, 401, "no-proof");
    assertThat(none.headers().firstValue("www-authenticate").orElseThrow()).startsWith("Bearer");
    assertProblem(open.send(bearing(open, today, TOKEN)), 401, "no-proof");
    for (String wrong : List.of("", "x", TOKEN + "x", TOKEN.toUpperCase(Locale.ROOT))) {
      assertProblem(
          open.send(bearing(open, today, "Bearer " + wrong)), wrong.isEmpty() ? 401 : 403);
    }
    HttpRequest.Builder twice = bearing(open, today, "Bearer " + TOKEN);
    assertProblem(open.send(twice.header("Authorization", "Bearer " + TOKEN)), 400, "malformed");
  }

  @Test
  void withoutAConfiguredTokenTheAnswerNamesTheSetting() throws Exception {
    HttpResponse<String> answer = unset.send(bearing(unset, RANGE + "/today", "Bearer " + TOKEN));

    assertProblem(answer, 403, "no-operator");
    assertThat(answer.body()).contains("trunkline.operator.tokens is not set");
  }

  @Test
  void aSourceThatIsNotPulledSaysWhy() throws Exception {
    HttpResponse<String> answer =
        unasked.send(bearing(unasked, RANGE + "/today", "Bearer " + TOKEN));

    assertProblem(answer, 409, "not-pulled");
    assertThat(answer.body()).contains("source " + source + ": pull: enabled is false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|body: is no JSON",
        "no json|body: is no JSON",
        "[]|body: is no JSON object",
        "{}|startDate: is missing",
        "{\"startDate\":\"2026-02-10\"}|endDate: is missing",
        "{\"from\":\"2026-02-10\",\"to\":7}|to: is no day",
        "{\"startDate\":\"10.2.2026\",\"endDate\":\"2026-02-11\"}|startDate: is no day",
        "{\"startDate\":\"2026-02-30\",\"endDate\":\"2026-03-01\"}|startDate: is no day",
        "{\"startDate\":\"2026-02-11\",\"endDate\":\"2026-02-10\"}|endDate: is before startDate",
        "{\"startDate\":\"2026-03-02\",\"endDate\":\"2026-03-02\"}|startDate: has not come yet",
        "{\"startDate\":\"1969-02-02\",\"endDate\":\"2026-03-02\"}|startDate: is before 1970",
        "{\"startDate\":\"2025-02-28\",\"endDate\":\"2026-03-01\"}|endDate: is more than 366 days after startDate",
        "{\"startDate\":\"2026-02-10\",\"from\":\"2026-02-10\",\"endDate\":\"2026-02-10\"}|from: says what startDate says already",
      })
  void whatASyncIsAskedWronglyIsNamedByItsField(String body, String detail) throws Exception {
    HttpResponse<String> answer = open.send(asked(RANGE, body));

    assertProblem(answer, 400, "unfit");
    assertThat(answer.body()).contains("\"detail\":\"" + detail);
  }

  @Test
  void aYearAndADayIsNotTooMuch() throws Exception {
    String leap = "{\"startDate\":\"2024-01-01\",\"endDate\":\"2024-12-31\"}";

    assertThat(open.send(asked(RANGE, leap)).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
  void anotherMethodIs405(String method) throws Exception {
    HttpResponse<String> answer =
        open.send(
            HttpRequest.newBuilder(open.uri(RANGE))
                .method(method, HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("POST");
  }

  @Test
  void moreThan16KiBIs413() throws Exception {
    assertProblem(open.send(asked(RANGE, " ".repeat(16 * 1024 + 1))), 413, "too-large");
    assertThat(open.gateway.health().bytesInFlight()).isZero();
  }

  private OpenGateway gateway(Backbone backbone, List<SyncDoor> doors, OperatorTokens tokens) {
    return new OpenGateway(
        backbone.bootstrapServers(), source, doors, tokens, Duration.ofSeconds(2));
  }

  private List<SyncDoor> doors(String pull) {
    Vendors vendors = Vendors.builtIn();
    String yaml =
        "sources:\n  - {id: %s, vendor: onecom, zone: Asia/Jerusalem, allow_unsigned: true, %s}\n"
            .formatted(source, pull);
    return Sources.read(new StringReader(yaml), vendors, name -> null).syncDoors(vendors);
  }

  private HttpRequest.Builder asked(String path, String body) {
    return open.post(path, body.getBytes(UTF_8)).header("Authorization", "Bearer " + TOKEN);
  }

  private static HttpRequest.Builder bearing(OpenGateway gateway, String path, String header) {
    return gateway.post(path, new byte[0]).header("Authorization", header);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertProblem(answer, status);
    assertThat(answer.body())
        .contains("\"code\":\"" + code + "\"", "\"help\":\"/problems/" + code + "\"");
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"status\":" + status).doesNotContain(TOKEN, OTHER);
  }
}
