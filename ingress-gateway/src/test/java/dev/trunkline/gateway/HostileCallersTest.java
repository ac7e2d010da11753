package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slow, huge, ambiguous and broken requests, byte by byte. */
@WithBackbone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCallersTest {

  private static final String POST = "POST /hooks/open HTTP/1.1\r\nHost: x\r\n";

  private OpenGateway open;
  private Kafka kafka;

  @BeforeAll
  void open(Backbone backbone) {
    kafka = backbone.kafka();
    open =
        new OpenGateway(
            backbone.bootstrapServers(),
            backbone.unique("hostile"),
            Duration.ofSeconds(2),
            limits ->
                new Limits(
                    limits.body(),
                    limits.echo(),
                    limits.budget(),
                    Duration.ofMillis(700),
                    Duration.ofMillis(700),
                    Duration.ofMillis(1_500),
                    Duration.ofMillis(700),
                    limits.discard(),
                    limits.headers(),
                    limits.requestLine(),
                    50,
                    limits.inFlight(),
                    limits.failures(),
                    limits.addresses()));
  }

  @AfterAll
  void close() {
    open.close();
  }

  @Test
  void aBodyThatDoesNotComeIs408() throws Exception {
    try (Wire wire = new Wire(open.port)) {
      String answer = wire.send(POST + "Content-Length: 10\r\n\r\n12345").untilClosed();

      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("too-slow", "connection: close");
    }
    assertThat(open.gateway.health().bytesInFlight()).isZero();
  }

  @Test
  void headersThatDribbleAreCutOff() throws Exception {
    try (Wire wire = new Wire(open.port)) {
      wire.send(POST);
      List<Integer> sent = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                try {
                  wire.send("X");
                  sent.add(1);
                  return false;
                } catch (IOException cut) {
                  return true;
                }
              });
      assertThat(sent).as("bytes within the time for headers").hasSizeBetween(5, 40);
    }
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() throws Exception {
    try (Wire wire = new Wire(open.port)) {
      assertThat(wire.untilClosed()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: +5\r\n\r\n12345",
        "Content-Length: five\r\n\r\n12345",
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Content-Length : 5\r\n\r\n12345",
        "No colon\r\n\r\n",
        "X-A: a\u0000b\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
      })
  void whatCanBeReadInTwoWaysIsRefusedAndClosed(String rest) throws Exception {
    int before = kafka.readAll(open.topic()).size();
    try (Wire wire = new Wire(open.port)) {
      String answer = wire.send(POST + rest).untilClosed();

      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"malformed\"");
      assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
    }
    assertThat(kafka.readAll(open.topic())).hasSize(before);
  }

  @Test
  void headersOverTheLimitAre431AndALineOverItIs414() throws Exception {
    try (Wire wire = new Wire(open.port)) {
      assertThat(wire.send(POST + "X-Big: " + "a".repeat(100_000) + "\r\n\r\n").until("}"))
          .startsWith("HTTP/1.1 431 ");
    }
    try (Wire wire = new Wire(open.port)) {
      assertThat(wire.send(POST + "X-S: a\r\n".repeat(1_500) + "\r\n").until("}"))
          .startsWith("HTTP/1.1 431 ");
    }
    try (Wire wire = new Wire(open.port)) {
      assertThat(wire.send("POST /" + "a".repeat(9_000) + " HTTP/1.1\r\n\r\n").until("}"))
          .contains(" 414 ");
    }
  }

  @Test
  void aChunkedBodyWithoutEndIsAnsweredAndCutOff() throws Exception {
    String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
    try (Wire wire = new Wire(open.port)) {
      wire.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
      int sent = 0;
      try {
        for (; sent < 1_000; sent++) {
          wire.send(chunk);
        }
      } catch (IOException cut) {
        assertThat(cut).isNotNull();
      }
      assertThat(sent * 65_536L).as("bytes taken").isLessThan(32L * 1024 * 1024);
    }
    assertThat(open.gateway.health().bytesInFlight()).isZero();
  }

  @Test
  void anEndlessBodyForNoDoorIsCutOffToo() throws Exception {
    try (Wire wire = new Wire(open.port)) {
      String answer =
          wire.send(
                  "POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n")
              .untilClosed();

      assertThat(answer).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void continueIsSaidOnlyToABodyThatWillBeTaken() throws Exception {
    try (Wire wire = new Wire(open.port)) {
      wire.send(POST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(wire.until("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      assertThat(wire.send("{}").until("}")).startsWith("HTTP/1.1 202 ");
    }
    try (Wire wire = new Wire(open.port)) {
      wire.send(POST + "Expect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");
      assertThat(wire.until("}")).startsWith("HTTP/1.1 413 ");
    }
    try (Wire wire = new Wire(open.port)) {
      wire.send(POST + "Expect: a miracle\r\nContent-Length: 2\r\n\r\n");
      assertThat(wire.until("}")).startsWith("HTTP/1.1 417 ");
    }
  }

  @Test
  void aConnectionOutlivesRefusalsAndPipelining() throws Exception {
    String forged = "POST /hooks/signed HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    String nowhere = "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    String get = "GET /hooks/signed HTTP/1.1\r\nHost: x\r\n\r\n";
    String good = POST + "Content-Length: 2\r\n\r\n{}";
    try (Wire wire = new Wire(open.port)) {
      wire.send(forged + nowhere + get + good + good);

      assertThat(wire.until("\"/problems/no-proof\"}")).startsWith("HTTP/1.1 403 ");
      assertThat(wire.until("\"/problems/no-such-door\"}")).startsWith("HTTP/1.1 404 ");
      assertThat(wire.until("signed.")).startsWith("HTTP/1.1 200 ");
      assertThat(wire.until("}")).startsWith("HTTP/1.1 202 ");
      assertThat(wire.until("}")).startsWith("HTTP/1.1 202 ");
      wire.send(good);
      assertThat(wire.until("}")).startsWith("HTTP/1.1 202 ");
    }
  }

  @Test
  void anAbsoluteTargetFindsTheSameDoor() throws Exception {
    try (Wire wire = new Wire(open.port)) {
      wire.send(
          "POST http://gateway.example/hooks/open?a=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(wire.until("}")).startsWith("HTTP/1.1 202 ");
    }
  }

  @Test
  void aCallerThatLeavesGivesItsRoomBack() throws Exception {
    try (Wire wire = new Wire(open.port)) {
      wire.send(POST + "Content-Length: 500000\r\n\r\n" + "a".repeat(400_000));
      Awaitility.await()
          .untilAsserted(() -> assertThat(open.gateway.health().bytesInFlight()).isPositive());
    }
    Awaitility.await()
        .untilAsserted(() -> assertThat(open.gateway.health().bytesInFlight()).isZero());
    assertThat(open.count("trunkline.gateway.gone")).isPositive();
  }

  /** Fifty that say nothing do not keep the fifty-first out. */
  @Test
  void whoRestsLongestMakesRoomForANewConnection() throws Exception {
    String good = POST + "Content-Length: 2\r\n\r\n{}";
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        wires.add(new Wire(open.port));
      }
      assertThat(wires.getFirst().send(good).until("}")).startsWith("HTTP/1.1 202 ");
      try (Wire oneMore = new Wire(open.port)) {
        assertThat(oneMore.send(good).until("}")).startsWith("HTTP/1.1 202 ");
        assertThat(wires.get(1).untilClosed()).as("rested longest").isIn("", "reset");
        assertThat(wires.getFirst().send(good).until("}"))
            .as("asked meanwhile")
            .startsWith("HTTP/1.1 202 ");
        assertThat(open.count("trunkline.gateway.displaced")).isPositive();
      }
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(open.registry.get("trunkline.gateway.connections").gauge().value())
                    .isZero());
  }

  /** Fifty whose bodies never end do not keep the fifty-first out either. */
  @Test
  void whereNoneRestsTheSlowestBodyMakesRoom() throws Exception {
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        wires.add(new Wire(open.port).send(POST + "Content-Length: 10\r\n\r\n1"));
      }
      Awaitility.await()
          .untilAsserted(() -> assertThat(open.gateway.health().bytesInFlight()).isEqualTo(50));
      try (Wire oneMore = new Wire(open.port)) {
        assertThat(oneMore.send(POST + "Content-Length: 2\r\n\r\n{}").until("}"))
            .startsWith("HTTP/1.1 202 ");
      }
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }
}
