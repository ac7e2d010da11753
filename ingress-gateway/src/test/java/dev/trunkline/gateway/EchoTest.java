package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topics;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A door that sends bodies back, and keeps nothing of them. */
@WithBackbone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EchoTest {

  private static final int LARGEST = 64 * 1024;
  private static final String ECHO = "/api/webhooks/echo";
  private static final String YAML =
      """
      title: As Convoso
      doors:
        call: {path: /api/webhooks/convoso, methods: [POST]}
        echo: {path: /api/webhooks/echo, methods: [POST], echo: true}
      proofs: [{kind: header-secret, header: X-Key}]
      fields: {phone: [phone_number]}
      """;
  private static final String SOURCES =
      """
      sources:
        - {id: VENDOR, vendor: VENDOR, secrets: [test-key], rate_limit: 1/h}
        - id: VENDOR-closed
          vendor: VENDOR
          path: /closed
          paths: {echo: /closed/echo}
          closed_doors: [echo]
          secrets: [test-key]
      """;

  private OpenGateway open;
  private Kafka kafka;
  private int before;

  @BeforeAll
  void open(Backbone backbone, @TempDir Path folder) throws Exception {
    kafka = backbone.kafka();
    String vendor = backbone.unique("echo");
    open =
        new OpenGateway(
            backbone.bootstrapServers(), vendor, VendorFolder.doors(folder, vendor, YAML, SOURCES));
  }

  @AfterAll
  void close() {
    open.close();
  }

  @BeforeEach
  void count() {
    before = kept();
  }

  @AfterEach
  void nothingIsOnAnyTopic() {
    assertThat(kept()).isEqualTo(before);
    assertThat(open.count("trunkline.gateway.accepted")).isZero();
    assertThat(open.gateway.health().bytesInFlight()).isZero();
  }

  @Test
  void theBodyComesBackByteForByteUpToItsLimit() throws Exception {
    for (int size : new int[] {0, 1, 1_000, LARGEST}) {
      byte[] body = new byte[size];
      new Random(size).nextBytes(body);

      HttpResponse<byte[]> answer =
          open.client.send(open.post(ECHO, body).build(), BodyHandlers.ofByteArray());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(body);
      assertThat(answer.headers().firstValue("x-delivery-id")).isEmpty();
    }
  }

  @Test
  void noBrowserTakesItForAPageOrKeepsIt() throws Exception {
    String page = "<html><script>alert(1)</script></html>";

    HttpResponse<String> answer =
        open.send(open.post(ECHO, page.getBytes(UTF_8)).header("Content-Type", "text/html"));

    assertThat(answer.body()).isEqualTo(page);
    assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void oneByteMoreIs413WithItsLengthAndInChunks() throws Exception {
    byte[] body = new byte[LARGEST + 1];

    HttpResponse<String> counted = open.send(open.post(ECHO, body));
    HttpResponse<String> chunked =
        open.send(
            HttpRequest.newBuilder(open.uri(ECHO))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

    for (HttpResponse<String> answer : List.of(counted, chunked)) {
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("\"code\":\"too-large\"");
    }
  }

  @Test
  void itTakesNoOtherMethodAndIsNotThereWhereItIsClosed() throws Exception {
    HttpResponse<String> get = open.send(HttpRequest.newBuilder(open.uri(ECHO)).GET());
    HttpResponse<String> head = open.send(HttpRequest.newBuilder(open.uri(ECHO)).HEAD());

    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("allow")).contains("POST");
    assertThat(head.statusCode()).isEqualTo(405);
    assertThat(open.send(open.post("/closed/echo", new byte[1])).statusCode()).isEqualTo(404);
    assertThat(open.send(open.post("/closed", new byte[1])).statusCode()).isEqualTo(401);
  }

  @Test
  void theSourcesRateDoesNotLimitIt() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(open.send(open.post(ECHO, new byte[1])).statusCode()).isEqualTo(200);
    }
  }

  private int kept() {
    return kafka.readAll(open.topic()).size()
        + (int)
            kafka.readAll(Topics.REJECTED.name()).stream()
                .filter(record -> open.vendor.equals(record.key()))
                .count();
  }
}
