package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Secret;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is not kept, and what is said about it. Nothing of it may reach the raw topic. */
@WithBackbone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {

  private static final byte[] BODY = "{\"event\":\"lead.created\"}".getBytes(UTF_8);
  private static final byte[] TWO_MIB = new byte[2 * 1024 * 1024];

  private OpenGateway open;
  private Kafka kafka;
  private int before;

  @BeforeAll
  void open(Backbone backbone) {
    kafka = backbone.kafka();
    open = new OpenGateway(backbone.bootstrapServers(), backbone.unique("refusals"));
  }

  @AfterAll
  void close() {
    open.close();
  }

  @BeforeEach
  void count() {
    before = kafka.readAll(open.topic()).size();
  }

  @AfterEach
  void nothingOfItIsKept() {
    assertThat(kafka.readAll(open.topic())).hasSize(before);
  }

  @Test
  void aMissingAndAForgedSignatureAreAnsweredAsTheVendorsGuideSays() throws Exception {
    HttpResponse<String> missing = open.send(open.post("/hooks/signed", BODY));
    HttpResponse<String> forged =
        open.send(
            open.post("/hooks/signed", BODY)
                .header("X-Test-Signature", Signer.sign(new Secret("x", "other"), BODY)));

    assertProblem(missing, 403, "no-proof");
    assertProblem(forged, 403, "wrong-proof");
  }

  @Test
  void aMissingKeyIs401AndAWrongOne403() throws Exception {
    HttpResponse<String> missing = open.send(open.post("/hooks/keyed", BODY));
    HttpResponse<String> wrong =
        open.send(open.post("/hooks/keyed", BODY).header("X-API-Key", "wrong"));

    assertProblem(missing, 401, "no-proof");
    assertThat(missing.headers().firstValue("www-authenticate")).isPresent();
    assertProblem(wrong, 403, "wrong-proof");
  }

  @Test
  void aProofSentTwiceIsMalformed() throws Exception {
    String right = Signer.sign(TestDoors.SECRET, BODY);

    assertProblem(open.send(open.signed(BODY).header("x-test-signature", right)), 400, "malformed");
  }

  @Test
  void aPathThatIsNoDoorIs404() throws Exception {
    for (String path :
        List.of(
            "/",
            "/hooks",
            "/hooks/signed/x",
            "/hooks/signed//",
            "/hooks//signed",
            "/hooks/./signed",
            "/hooks/Signed",
            "/hooks/%73igned",
            "/hooks/pathed/a/b",
            "/hooks/signed;v=1")) {
      assertProblem(open.send(open.post(path, BODY)), 404, "no-such-door");
    }
  }

  @Test
  void aMethodThatTheDoorDoesNotTakeIs405WithThoseThatItTakes() throws Exception {
    HttpResponse<String> described =
        open.send(HttpRequest.newBuilder(open.uri("/hooks/signed")).DELETE());
    HttpResponse<String> plain = open.send(HttpRequest.newBuilder(open.uri("/hooks/open")).GET());

    assertProblem(described, 405, "method-not-allowed");
    assertThat(described.headers().firstValue("allow")).contains("GET, HEAD, POST");
    assertProblem(plain, 405, "method-not-allowed");
    assertThat(plain.headers().firstValue("allow")).contains("POST, PUT");
  }

  @Test
  void getDescribesTheDoorAndHeadItsDescription() throws Exception {
    HttpResponse<String> get =
        open.send(HttpRequest.newBuilder(open.uri("/hooks/signed/?x=1")).GET());
    HttpResponse<String> head = open.send(HttpRequest.newBuilder(open.uri("/hooks/signed")).HEAD());

    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(get.body()).isEqualTo("Post here, signed.");
    assertThat(get.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-length")).contains("18");
  }

  @Test
  void twoMebibytesWithTheirLengthAre413() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertProblem(open.send(open.post("/hooks/open", TWO_MIB)), 413, "too-large");
    }
  }

  @Test
  void twoMebibytesInChunksAre413() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertProblem(
          open.send(
              HttpRequest.newBuilder(open.uri("/hooks/open"))
                  .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TWO_MIB)))),
          413,
          "too-large");
    }
    assertThat(open.gateway.health().bytesInFlight()).isZero();
  }

  @Test
  void oneByteMoreThanTheLimitIs413() throws Exception {
    byte[] body = new byte[1024 * 1024 + 1];

    assertProblem(open.send(open.post("/hooks/open", body)), 413, "too-large");
  }

  @Test
  void anEncodedBodyIs415() throws Exception {
    assertProblem(
        open.send(open.post("/hooks/open", BODY).header("Content-Encoding", "gzip")),
        415,
        "unsupported-encoding");
  }

  @Test
  void everyRefusalIsCountedWithItsReason() throws Exception {
    String source = open.vendor + "-keyed";
    double wrong = open.count("trunkline.gateway.refused", "source", source);

    open.send(open.post("/hooks/keyed", BODY));
    open.send(open.post("/hooks/keyed", BODY).header("X-API-Key", "wrong"));

    assertThat(open.count("trunkline.gateway.refused", "source", source)).isEqualTo(wrong + 2);
    assertThat(open.count("trunkline.gateway.accepted")).isZero();
  }

  @Test
  void everyRefusalIsExplainedAtTheDoorThatRefused() throws Exception {
    for (Refusal refusal : Refusal.values()) {
      String path = "/problems/" + refusal.code();
      HttpResponse<String> page = open.send(HttpRequest.newBuilder(open.uri(path)).GET());
      HttpResponse<String> asked =
          open.send(
              HttpRequest.newBuilder(open.uri(path + "/?token=s3cret"))
                  .header("X-Api-Key", "s3cret")
                  .GET());
      HttpResponse<String> head = open.send(HttpRequest.newBuilder(open.uri(path)).HEAD());

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
      assertThat(page.body().lines().toList())
          .as(path)
          .hasSizeBetween(4, 7)
          .anyMatch(line -> line.startsWith("What it means: "))
          .anyMatch(line -> line.matches("What to do: [a-z].+"));
      assertThat(page.body()).startsWith(refusal.code() + " ").contains("" + refusal.status());
      assertThat(asked.body()).as("whatever was sent").isEqualTo(page.body());
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("content-length"))
          .contains(Integer.toString(page.body().getBytes(UTF_8).length));
    }
  }

  @Test
  void whatIsNoPageIsNoDoor() throws Exception {
    HttpResponse<String> posted = open.send(open.post("/problems/malformed", BODY));

    assertProblem(posted, 405, "method-not-allowed");
    assertThat(posted.headers().firstValue("allow")).contains("GET, HEAD");
    for (String path :
        List.of(
            "/problems",
            "/problems/",
            "/problems/made-up",
            "/problems/Malformed",
            "/problems/malformed/x",
            "/problems/../hooks/signed")) {
      assertProblem(open.send(HttpRequest.newBuilder(open.uri(path)).GET()), 404, "no-such-door");
    }
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("x-delivery-id")).isEmpty();
    assertThat(answer.body())
        .contains("\"status\":" + status, "\"code\":\"" + code + "\"")
        .endsWith(",\"help\":\"/problems/" + code + "\"}")
        .doesNotContain("/hooks", "secret", TestDoors.SECRET.id());
  }
}
