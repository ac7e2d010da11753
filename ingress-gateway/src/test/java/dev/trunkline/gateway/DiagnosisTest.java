package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topics;
import dev.trunkline.gateway.diagnosis.KnownSecrets;
import dev.trunkline.gateway.diagnosis.ProofDiagnosis;
import dev.trunkline.gateway.diagnosis.RefusedRequest;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Door;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the record of a refused request lets us say of it, and what stands in none. */
@WithBackbone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiagnosisTest {

  private static final String SECRET = new String(TestDoors.SECRET.bytes(), UTF_8);

  private final AtomicInteger bodies = new AtomicInteger();
  private OpenGateway open;
  private Kafka kafka;

  @BeforeAll
  void open(Backbone backbone) {
    kafka = backbone.kafka();
    open = new OpenGateway(backbone.bootstrapServers(), backbone.unique("diagnosis"));
  }

  @AfterAll
  void close() {
    open.close();
  }

  @Test
  void aBodyThatAProxyWroteAnewIsToldFromAWrongSecret() throws Exception {
    String signed = "{\"a\": 1, \"b\": [true, null]}";
    String sent = "{\"a\":1,\"b\":[true,null]}";
    String signature =
        Base64.getEncoder()
            .encodeToString(
                HexFormat.of()
                    .parseHex(
                        Signer.sign(TestDoors.SECRET, signed.getBytes(UTF_8))
                            .substring("sha256=".length())));

    ConsumerRecord<String, byte[]> record =
        refused(
            "signed",
            open.post("/hooks/signed", sent.getBytes(UTF_8))
                .header("X-Test-Signature", "sha256=" + signature),
            sent.length());

    assertThat(found("signed", record))
        .containsExactly(
            "if the body had been written as Python's json.dumps writes it",
            "it was written in base64, where hex is asked for");
    assertThat(everything(record)).doesNotContain(signature);
  }

  @Test
  void theRightSecretInTheWrongPlaceIsNamedAndKeptNowhere() throws Exception {
    assertThat(keyed(key -> key.header("Authorization", "Bearer " + SECRET), "/hooks/keyed", ""))
        .contains(
            "GATEWAY_TEST stood in header authorization, where header x-api-key is asked for");
    assertThat(keyed(key -> key, "/hooks/keyed?key=" + SECRET, ""))
        .contains("GATEWAY_TEST stood in query, where header x-api-key is asked for");
    assertThat(keyed(key -> key, "/hooks/keyed", "{\"key\":\"" + SECRET + "\"}"))
        .contains("GATEWAY_TEST stood in body, where header x-api-key is asked for");
    assertThat(keyed(key -> key.header("User-Agent", "vendor " + SECRET), "/hooks/keyed", ""))
        .contains("GATEWAY_TEST stood in header user-agent, where header x-api-key is asked for");
    assertThat(
            keyed(
                key -> key.header("X-Api-Key", new String(TestDoors.PATH_SECRET.bytes(), UTF_8)),
                "/hooks/keyed",
                ""))
        .contains(
            "header x-api-key held PATH_TEST, the secret of source " + open.vendor + "-pathed");
  }

  /** Each body has a length of its own, by which its record is found. */
  private List<String> keyed(UnaryOperator<HttpRequest.Builder> with, String path, String body)
      throws Exception {
    String padded = body + " ".repeat(200 + 100 * bodies.incrementAndGet() - body.length());
    ConsumerRecord<String, byte[]> record =
        refused("keyed", with.apply(open.post(path, padded.getBytes(UTF_8))), padded.length());
    assertThat(everything(record))
        .doesNotContain(SECRET)
        .doesNotContain(new String(TestDoors.PATH_SECRET.bytes(), UTF_8));
    return found("keyed", record);
  }

  private ConsumerRecord<String, byte[]> refused(
      String door, HttpRequest.Builder request, int length) throws Exception {
    assertThat(open.send(request).statusCode()).isIn(401, 403);
    String source = open.vendor + "-" + door;
    return kafka.await(
        Topics.REJECTED.name(),
        record ->
            source.equals(record.key())
                && Integer.toString(length).equals(headers(record).get("body_bytes")));
  }

  private List<String> found(String name, ConsumerRecord<String, byte[]> record) {
    List<Door> doors = TestDoors.of(open.vendor);
    Door door = doors.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    RefusedRequest refused = RefusedRequest.of(headers(record), record.value());
    assertThat(refused.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*");
    return ProofDiagnosis.of(refused, door, KnownSecrets.of(doors), List.of()).proofs().stream()
        .flatMap(proof -> proof.remarks().stream())
        .map(remark -> remark.found())
        .toList();
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }

  private static String everything(ConsumerRecord<String, byte[]> record) {
    return headers(record) + new String(record.value(), UTF_8);
  }
}
