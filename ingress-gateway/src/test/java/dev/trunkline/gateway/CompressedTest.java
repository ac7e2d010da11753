package dev.trunkline.gateway;

import static dev.trunkline.testbed.Kafka.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Coding;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Intake;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Compressed bodies: proven as they came, kept as what they hold. */
@WithBackbone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressedTest {

  private static final byte[] PLAIN = "{\"event\":\"lead.created\"}".repeat(40).getBytes(UTF_8);

  private OpenGateway open;
  private Kafka kafka;

  @BeforeAll
  void open(Backbone backbone) {
    kafka = backbone.kafka();
    String vendor = backbone.unique("compressed");
    Door.Terms terms = new Door.Terms(null, null, null, new Intake(Set.of(Coding.GZIP), null));
    open =
        new OpenGateway(
            backbone.bootstrapServers(),
            vendor,
            List.of(
                TestDoors.signed(vendor, "zipped", TestDoors.SECRET, terms),
                TestDoors.signed(vendor, TestDoors.SECRET)));
  }

  @AfterAll
  void close() {
    open.close();
  }

  @AfterEach
  void allRoomIsGivenBack() {
    Awaitility.await()
        .untilAsserted(() -> assertThat(open.gateway.health().bytesInFlight()).isZero());
  }

  @Test
  void whatIsKeptIsWhatTheBodyHolds() throws Exception {
    byte[] wire = InflatedTest.deflated(Coding.GZIP, PLAIN);

    for (String coding : List.of("gzip", "GZIP", "x-gzip")) {
      assertThat(send("/hooks/zipped", wire, wire, coding).statusCode()).isEqualTo(200);
    }
    assertThat(send("/hooks/zipped", PLAIN, PLAIN, "identity").statusCode()).isEqualTo(200);

    List<ConsumerRecord<String, byte[]>> kept = kafka.readAll(open.topic());
    assertThat(kept).hasSize(4).allSatisfy(record -> assertThat(record.value()).isEqualTo(PLAIN));
    assertThat(header(kept.getFirst(), "proof")).isEqualTo("hmac:GATEWAY_TEST");
  }

  @Test
  void theProofIsOverTheBytesAsTheyCame() throws Exception {
    byte[] wire = InflatedTest.deflated(Coding.GZIP, PLAIN);
    int before = kafka.readAll(open.topic()).size();

    assertThat(send("/hooks/zipped", wire, PLAIN, "gzip").statusCode()).isEqualTo(403);
    assertThat(kafka.readAll(open.topic())).hasSize(before);
  }

  @Test
  void aBombIs413AndWhatIsBroken400() throws Exception {
    byte[] bomb = InflatedTest.deflated(Coding.GZIP, new byte[64 * 1024 * 1024]);
    byte[] cut = Arrays.copyOf(InflatedTest.deflated(Coding.GZIP, PLAIN), 40);
    int before = kafka.readAll(open.topic()).size();

    assertThat(send("/hooks/zipped", bomb, bomb, "gzip").statusCode()).isEqualTo(413);
    assertThat(send("/hooks/zipped", cut, cut, "gzip").body()).contains("malformed-body");
    assertThat(send("/hooks/zipped", PLAIN, PLAIN, "gzip").statusCode()).isEqualTo(400);
    assertThat(kafka.readAll(open.topic())).hasSize(before);
  }

  /** Nothing is inflated for a caller who has not proved himself. */
  @Test
  void anUnprovenBombIsNotLookedInto() throws Exception {
    byte[] bomb = InflatedTest.deflated(Coding.GZIP, new byte[64 * 1024 * 1024]);

    assertThat(send("/hooks/zipped", bomb, PLAIN, "gzip").statusCode()).isEqualTo(403);
  }

  @Test
  void anyOtherCodingAndAnyOtherDoorIs415() throws Exception {
    byte[] wire = InflatedTest.deflated(Coding.GZIP, PLAIN);

    for (String coding : List.of("deflate", "br", "gzip, gzip", "gzip,identity", "")) {
      assertThat(send("/hooks/zipped", wire, wire, coding).statusCode()).as(coding).isEqualTo(415);
    }
    assertThat(send("/hooks/signed", wire, wire, "gzip").statusCode()).isEqualTo(415);
    assertThat(
            open.send(
                    open.post("/hooks/zipped", wire)
                        .header("Content-Encoding", "identity")
                        .header("Content-Encoding", "gzip"))
                .statusCode())
        .isEqualTo(415);
  }

  private HttpResponse<String> send(String path, byte[] body, byte[] signed, String coding)
      throws Exception {
    return open.send(
        open.post(path, body)
            .header("Content-Encoding", coding)
            .header("X-Test-Signature", Signer.sign(TestDoors.SECRET, signed)));
  }
}
