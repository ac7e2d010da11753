package dev.trunkline.gateway;

import static dev.trunkline.testbed.Kafka.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topics;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A door whose vendor reports by GET too, and proofs that stand in URL and Authorization. */
@WithBackbone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignsOfLifeTest {

  private static final String OK = "{\"success\":true,\"message\":\"Webhook processed\"}";
  private static final String SECRET = "query+test secret/4711";
  private static final String YAML =
      """
      title: As Knowlarity
      doors:
        call:
          path: /webhooks/knowlarity
          methods: [POST, GET]
          answers: {ok: [200, '%s']}
          get_needs: vendor_call_id
        told:
          path: /told
          methods: [GET]
          answers: {ok: [202, 'x']}
          get_needs: vendor_call_id
          describe: Report to {path}.
      proofs: [{kind: query-secret, parameter: token}]
      source_defaults: {region: IN}
      fields: {vendor_call_id: [uuid, callid], phone: [caller]}
      """
          .formatted(OK);
  private static final String SOURCES =
      """
      sources:
        - {id: VENDOR, vendor: VENDOR, secrets: ['%s'], fields: {vendor_call_id: [ref_no]}}
        - id: VENDOR-basic
          vendor: VENDOR
          path: /basic
          closed_doors: [told]
          proofs: [{kind: basic, user: pbx, secrets: [basic-test-secret]}]
      """
          .formatted(SECRET);
  private static final String ESCAPED = "query%2Btest+secret%2F4711";

  private OpenGateway open;
  private Kafka kafka;

  @BeforeAll
  void open(Backbone backbone, @TempDir Path folder) throws Exception {
    kafka = backbone.kafka();
    String vendor = backbone.unique("signs");
    open =
        new OpenGateway(
            backbone.bootstrapServers(), vendor, VendorFolder.doors(folder, vendor, YAML, SOURCES));
  }

  @AfterAll
  void close() {
    open.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"callid=c1&a=%20b", "UUID=c1", "a=1&ref-no=c1", "call_id"})
  void aGetThatNamesACallIsADeliveryWithoutTheSecretInItsQuery(String query) throws Exception {
    HttpResponse<String> answer = get("/webhooks/knowlarity?token=" + ESCAPED + "&" + query);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(OK);
    ConsumerRecord<String, byte[]> record = delivered(answer);
    assertThat(header(record, "method")).isEqualTo("GET");
    assertThat(header(record, "query")).isEqualTo(query);
    assertThat(header(record, "proof")).isEqualTo("query-secret:literal-1");
    assertThat(record.value()).isEmpty();
    assertThat(everything(record)).doesNotContain("token", ESCAPED, SECRET, "4711");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "?a=1", "?caller=9000012345", "?token=wrong", "?x=callid"})
  void anyOtherGetIsASignOfLifeAndNothingIsAskedOrKept(String query) throws Exception {
    int before = kafka.readAll(open.topic()).size();

    HttpResponse<String> answer = get("/webhooks/knowlarity" + query);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(OK);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.headers().firstValue("x-delivery-id")).isEmpty();
    assertThat(kafka.readAll(open.topic())).hasSize(before);
  }

  @Test
  void headIsNeverADelivery() throws Exception {
    int before = kafka.readAll(open.topic()).size();

    HttpResponse<String> answer =
        open.send(
            HttpRequest.newBuilder(open.uri("/webhooks/knowlarity?callid=c1&token=" + ESCAPED))
                .HEAD());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("content-length")).contains(OK.length() + "");
    assertThat(answer.headers().firstValue("x-delivery-id")).isEmpty();
    assertThat(kafka.readAll(open.topic())).hasSize(before);
  }

  @Test
  void aDescriptionIsTheSignOfLifeOfADoorThatHasOne() throws Exception {
    HttpResponse<String> sign = get("/told?a=1");
    HttpResponse<String> delivery = get("/told?callid=c1&token=" + ESCAPED);
    HttpResponse<String> post = open.send(open.post("/told", new byte[0]));

    assertThat(sign.statusCode()).isEqualTo(200);
    assertThat(sign.body()).isEqualTo("Report to /told.");
    assertThat(delivery.statusCode()).isEqualTo(202);
    assertThat(header(delivered(delivery), "door")).isEqualTo("told");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
  }

  @Test
  void aPostIsADeliveryWhateverItsQueryAndAsksForTheSecret() throws Exception {
    byte[] body = "{\"uuid\":\"c1\"}".getBytes(UTF_8);

    HttpResponse<String> right =
        open.send(open.post("/webhooks/knowlarity?token=" + ESCAPED, body));
    HttpResponse<String> missing = open.send(open.post("/webhooks/knowlarity", body));
    HttpResponse<String> twice =
        open.send(open.post("/webhooks/knowlarity?token=" + ESCAPED + "&token=" + ESCAPED, body));

    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(header(delivered(right), "query")).isNull();
    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(twice.statusCode()).isEqualTo(400);
  }

  @Test
  void aRefusedGetLeavesNoSecretBehind() throws Exception {
    HttpResponse<String> wrong = get("/webhooks/knowlarity?callid=c9&token=" + ESCAPED + "x");

    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.body()).contains("wrong-proof").doesNotContain("4711");
    ConsumerRecord<String, byte[]> record =
        kafka.await(
            Topics.REJECTED.name(),
            r -> open.vendor.equals(r.key()) && "GET".equals(header(r, "method")));
    assertThat(header(record, "cause")).isEqualTo("wrong-proof");
    assertThat(everything(record)).doesNotContain("token", "4711");
  }

  @Test
  void userAndPasswordProveAndAreAskedForAsRfc7617Says() throws Exception {
    byte[] body = "{\"uuid\":\"c1\"}".getBytes(UTF_8);
    String right = "Basic cGJ4OmJhc2ljLXRlc3Qtc2VjcmV0"; // pbx:basic-test-secret

    HttpResponse<String> missing = open.send(open.post("/basic", body));
    HttpResponse<String> wrong =
        open.send(open.post("/basic", body).header("Authorization", right.replace("0", "1")));
    HttpResponse<String> kept = open.send(open.post("/basic", body).header("Authorization", right));

    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(missing.headers().firstValue("www-authenticate"))
        .contains("Basic realm=\"trunkline\", charset=\"UTF-8\"");
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(header(delivered(kept), "proof")).isEqualTo("basic:literal-1");
    String source = open.vendor + "-basic";
    for (ConsumerRecord<String, byte[]> record :
        kafka.awaitAtLeast(Topics.REJECTED.name(), 2, r -> source.equals(r.key()))) {
      assertThat(everything(record)).doesNotContain("cGJ4");
    }
    assertThat(everything(delivered(kept))).doesNotContain("cGJ4");
  }

  private HttpResponse<String> get(String uri) throws Exception {
    return open.send(HttpRequest.newBuilder(open.uri(uri)).GET());
  }

  private ConsumerRecord<String, byte[]> delivered(HttpResponse<String> answer) {
    String id = answer.headers().firstValue("x-delivery-id").orElseThrow();
    List<ConsumerRecord<String, byte[]>> found =
        kafka.readAll(open.topic()).stream().filter(r -> id.equals(r.key())).toList();
    assertThat(found).as("acknowledged means kept").hasSize(1);
    return found.getFirst();
  }

  private static String everything(ConsumerRecord<String, byte[]> record) {
    StringBuilder all = new StringBuilder().append(record.key());
    record.headers().forEach(h -> all.append(h.key()).append(new String(h.value(), UTF_8)));
    return all.append(new String(record.value(), UTF_8)).toString();
  }
}
