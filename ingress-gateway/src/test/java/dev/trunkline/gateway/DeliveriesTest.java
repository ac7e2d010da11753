package dev.trunkline.gateway;

import static dev.trunkline.testbed.Kafka.header;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What vendors send, against a real broker. */
@WithBackbone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveriesTest {

  private OpenGateway open;
  private Kafka kafka;

  @BeforeAll
  void open(Backbone backbone) {
    kafka = backbone.kafka();
    open = new OpenGateway(backbone.bootstrapServers(), backbone.unique("deliveries"));
  }

  @AfterAll
  void close() {
    open.close();
  }

  @Test
  void anAcceptedDeliveryIsKeptByteForByteWithWhereItCameFrom() throws Exception {
    byte[] body = bytes(70_000, 1);
    HttpResponse<String> answer =
        open.send(
            open.post("/hooks/signed?event=a%20b&x=1", body)
                .header("X-Test-Signature", Signer.sign(TestDoors.SECRET, body))
                .header("Content-Type", "application/json; charset=latin-1")
                .header("User-Agent", "vendor/1.0")
                .header("X-Request-Id", "r-1")
                .header("Source", "forged")
                .header("Authorization", "Bearer not-kept")
                .header("X-Other", "not-kept"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(UUID.fromString(id(answer)).version()).isEqualTo(7);
    ConsumerRecord<String, byte[]> record = delivered(id(answer));
    assertThat(record.value()).isEqualTo(body);
    assertThat(header(record, "delivery_id")).isEqualTo(id(answer));
    assertThat(header(record, "source")).isEqualTo(open.vendor + "-signed");
    assertThat(header(record, "vendor")).isEqualTo(open.vendor);
    assertThat(header(record, "door")).isEqualTo("signed");
    assertThat(header(record, "received_at")).isEqualTo("2026-03-01T10:15:30.123Z");
    assertThat(header(record, "method")).isEqualTo("POST");
    assertThat(header(record, "query")).isEqualTo("event=a%20b&x=1");
    assertThat(header(record, "content_type")).isEqualTo("application/json; charset=latin-1");
    assertThat(header(record, "remote_ip")).isEqualTo("127.0.0.1");
    assertThat(header(record, "proof")).isEqualTo("hmac:GATEWAY_TEST");
    assertThat(header(record, "user-agent")).isEqualTo("vendor/1.0");
    assertThat(header(record, "x-request-id")).isEqualTo("r-1");
    assertThat(names(record))
        .doesNotContain("authorization", "x-other", "x-test-signature", "masked", "replay_id");
  }

  @Test
  void anEmptyBodyAndOneOfExactlyTheLimitAreKept() throws Exception {
    for (int size : new int[] {0, 1, 1024 * 1024}) {
      byte[] body = bytes(size, size);
      HttpResponse<String> answer = open.send(open.post("/hooks/open", body));

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(delivered(id(answer)).value()).isEqualTo(body);
    }
  }

  @Test
  void aChunkedBodyIsKeptWhole() throws Exception {
    byte[] body = bytes(300_000, 7);
    HttpResponse<String> answer =
        open.send(
            HttpRequest.newBuilder(open.uri("/hooks/open"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(delivered(id(answer)).value()).isEqualTo(body);
  }

  @Test
  void eachKindOfProofIsNamedWithTheDelivery() throws Exception {
    byte[] body = "{}".getBytes(UTF_8);

    HttpResponse<String> keyed =
        open.send(open.post("/hooks/keyed", body).header("x-api-key", TestDoors.SECRET.value()));
    HttpResponse<String> unasked = open.send(open.post("/hooks/open/", body));

    assertThat(keyed.statusCode()).isEqualTo(201);
    assertThat(header(delivered(id(keyed)), "proof")).isEqualTo("header-secret:GATEWAY_TEST");
    assertThat(names(delivered(id(keyed)))).doesNotContain("x-api-key");
    assertThat(header(delivered(id(unasked)), "proof")).isEqualTo("none");
  }

  @Test
  void thePathsSecretIsInNoRecord() throws Exception {
    byte[] body = "{\"a\":1}".getBytes(UTF_8);
    String secret = TestDoors.PATH_SECRET.value();

    HttpResponse<String> right = open.send(open.post("/hooks/pathed/" + secret, body));
    HttpResponse<String> wrong = open.send(open.post("/hooks/pathed/" + secret + "x", body));
    HttpResponse<String> missing = open.send(open.post("/hooks/pathed", body));

    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(header(delivered(id(right)), "proof")).isEqualTo("path-secret:PATH_TEST");
    String source = open.vendor + "-pathed";
    assertThat(kafka.awaitAtLeast(Topics.REJECTED.name(), 2, r -> source.equals(r.key())))
        .extracting(r -> header(r, "cause"))
        .containsExactly("wrong-proof", "no-proof");
    for (String topic : List.of(open.topic(), Topics.REJECTED.name())) {
      for (ConsumerRecord<String, byte[]> record : kafka.readAll(topic)) {
        assertThat(everything(record)).doesNotContain(secret);
      }
    }
  }

  @Test
  void aRefusedProofIsRecordedWithoutWhatItOffered() throws Exception {
    byte[] body = bytes(100_000, 3);
    String forged = "sha256=" + "0".repeat(64);

    HttpResponse<String> answer =
        open.send(open.post("/hooks/signed?token=abc", body).header("X-Test-Signature", forged));

    assertThat(answer.statusCode()).isEqualTo(403);
    String source = open.vendor + "-signed";
    ConsumerRecord<String, byte[]> record =
        kafka.await(
            Topics.REJECTED.name(),
            r -> source.equals(r.key()) && "100000".equals(header(r, "body_bytes")));
    assertThat(record.value()).isEqualTo(Arrays.copyOf(body, 65_536));
    assertThat(header(record, "cause")).isEqualTo("wrong-proof");
    assertThat(header(record, "x-test-signature")).isEqualTo("masked, 71 characters");
    assertThat(everything(record)).doesNotContain("0".repeat(64), "token");
  }

  @Test
  void refusedProofsAreRecordedAtMostTenASecond() throws Exception {
    for (int i = 0; i < 40; i++) {
      open.send(open.post("/hooks/keyed", new byte[] {1}).header("x-api-key", "wrong"));
    }

    String source = open.vendor + "-keyed";
    assertThat(open.count("trunkline.gateway.rejected.dropped", "reason", "rate")).isPositive();
    assertThat(open.count("trunkline.gateway.refused", "source", source, "reason", "wrong-proof"))
        .isEqualTo(40);
  }

  @Test
  void sixtyFourPostsOfOneWebhookAtOnceAreSixtyFourDeliveries() throws Exception {
    byte[] body = "{\"event\":\"lead.created\",\"n\":64}".getBytes(UTF_8);

    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 64)
            .mapToObj(
                i -> open.client.sendAsync(open.signed(body).build(), BodyHandlers.ofString()))
            .toList();

    Set<String> ids = new HashSet<>();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
      ids.add(id(answer.get()));
    }
    assertThat(ids).hasSize(64);
    assertThat(kafka.readAll(open.topic()).stream().filter(r -> ids.contains(r.key())))
        .hasSize(64)
        .allSatisfy(r -> assertThat(r.value()).isEqualTo(body));
  }

  private ConsumerRecord<String, byte[]> delivered(String id) {
    List<ConsumerRecord<String, byte[]>> found =
        kafka.readAll(open.topic()).stream().filter(r -> id.equals(r.key())).toList();
    assertThat(found).as("acknowledged means kept").hasSize(1);
    return found.getFirst();
  }

  private static String id(HttpResponse<String> answer) {
    return answer.headers().firstValue("x-delivery-id").orElseThrow();
  }

  private static Set<String> names(ConsumerRecord<String, byte[]> record) {
    Set<String> names = new HashSet<>();
    record.headers().forEach(header -> names.add(header.key()));
    return names;
  }

  private static String everything(ConsumerRecord<String, byte[]> record) {
    StringBuilder all = new StringBuilder().append(record.topic()).append(record.key());
    record.headers().forEach(h -> all.append(h.key()).append(new String(h.value(), UTF_8)));
    return all.append(new String(record.value(), UTF_8)).toString();
  }

  private static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
