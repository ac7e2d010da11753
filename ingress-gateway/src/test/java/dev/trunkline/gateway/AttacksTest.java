package dev.trunkline.gateway;

import static dev.trunkline.testbed.Kafka.header;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topics;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Coding;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Intake;
import dev.trunkline.vendors.Rate;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SyncDoor;
import dev.trunkline.vendors.SyncRange;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an attacker tries: an attack for every item of OWASP's API Security Top 10 of 2023, and raw
 * bytes that two readers read differently. Each caller has an address of its own, told by the
 * trusted proxy that this test is.
 */
@WithBackbone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttacksTest {

  private static final byte[] BODY = "{\"event\":\"lead.created\"}".getBytes(UTF_8);
  private static final String POST = "POST /hooks/open HTTP/1.1\r\nHost: x\r\n";
  private static final String PROBLEM = "\"code\":\"";

  private OpenGateway open;
  private Kafka kafka;
  private double before;

  @BeforeAll
  void open(Backbone backbone) {
    kafka = backbone.kafka();
    String vendor = backbone.unique("attacks");
    List<Door> doors = new ArrayList<>(TestDoors.of(vendor));
    doors.add(
        TestDoors.signed(
            vendor,
            "zipped",
            new Secret("OTHER", "the-other-source's-secret"),
            new Door.Terms(null, null, null, new Intake(Set.of(Coding.GZIP), null))));
    doors.add(
        TestDoors.signed(
            vendor,
            "limited",
            TestDoors.SECRET,
            new Door.Terms(new Rate(5, Duration.ofHours(1)), null, null, Intake.PLAIN)));
    open =
        new OpenGateway(
            backbone.bootstrapServers(),
            vendor,
            doors,
            List.of(new SyncDoor("pbx", SyncRange.TODAY, "/api/onecom/sync/today", UTC, null)),
            OperatorTokens.of(List.of("operator-of-the-attacks")),
            List.of("127.0.0.1"),
            limits ->
                new Limits(
                    limits.body(),
                    limits.echo(),
                    limits.budget(),
                    Duration.ofSeconds(8),
                    limits.headTime(),
                    limits.idleTime(),
                    Duration.ofSeconds(1),
                    limits.discard(),
                    limits.headers(),
                    limits.requestLine(),
                    200,
                    8 * 1024 * 1024,
                    new Rate(10, Duration.ofMinutes(1)),
                    1_000));
  }

  /** Whatever was tried: what is kept is what was answered so, and nothing else. */
  @AfterAll
  void close() {
    open.gateway.close();
    assertThat((double) kept().size()).isEqualTo(accepted());
    open.close();
  }

  @BeforeEach
  void count() {
    before = accepted();
  }

  /** API1:2023 Broken Object Level Authorization: one source's proof at another source's door. */
  @Test
  void theProofOfOneSourceOpensNoOther() throws Exception {
    HttpRequest.Builder elsewhere =
        from("192.0.2.1", "/hooks/zipped", BODY)
            .header("X-Test-Signature", Signer.sign(TestDoors.SECRET, BODY));

    assertThat(open.send(elsewhere).statusCode()).isEqualTo(403);
    for (String path :
        List.of(
            "/hooks/zipped/../signed",
            "/hooks/zipped%2f..%2fsigned",
            "/hooks/signed%00",
            "/hooks/pathed/../signed")) {
      HttpRequest.Builder around =
          from("192.0.2.1", path, BODY)
              .header("X-Test-Signature", Signer.sign(TestDoors.SECRET, BODY));
      assertThat(open.send(around).statusCode()).as(path).isIn(403, 404);
    }
    assertThat(accepted()).isEqualTo(before);
  }

  /** API2:2023 Broken Authentication: guessing ends, and locks nobody out but the guesser. */
  @Test
  void guessingASecretEndsAndLocksNobodyOut() throws Exception {
    double dropped = open.count("trunkline.gateway.rejected.dropped", "reason", "failures");
    Map<Integer, Integer> answers = new HashMap<>();
    HttpResponse<String> last = null;
    for (int i = 0; i < 40; i++) {
      last =
          open.send(from("198.51.100.7", "/hooks/keyed", BODY).header("X-API-Key", "guess-" + i));
      answers.merge(last.statusCode(), 1, Integer::sum);
    }

    assertThat(answers.get(403)).isBetween(10, 12);
    assertThat(answers.get(429)).isEqualTo(40 - answers.get(403));
    assertThat(last.body()).contains(PROBLEM + "too-many-failures");
    assertThat(last.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 7L);
    assertThat(
            open.send(
                    from("198.51.100.7", "/hooks/keyed", BODY)
                        .header("X-API-Key", new String(TestDoors.SECRET.bytes(), UTF_8)))
                .statusCode())
        .as("genuine, from the same address")
        .isEqualTo(201);
    assertThat(open.send(from("198.51.100.8", "/hooks/keyed", BODY)).statusCode())
        .as("from another address")
        .isEqualTo(401);
    assertThat(open.count("trunkline.gateway.rejected.dropped", "reason", "failures") - dropped)
        .as("not recorded")
        .isEqualTo(answers.get(429).doubleValue());
    assertThat(rejected("198.51.100.7")).isLessThanOrEqualTo(answers.get(403));
  }

  /** API2 again: another last number of an IPv6 address is no other address. */
  @Test
  void aBlockOfAddressesIsOneGuesser() throws Exception {
    int last = 0;
    for (int i = 0; i < 20; i++) {
      last = open.send(from("2001:db8:1:2::" + i, "/hooks/keyed", BODY)).statusCode();
    }

    assertThat(last).isEqualTo(429);
  }

  /** API3:2023 Broken Object Property Level Authorization: nobody writes our own headers. */
  @Test
  void whatIsOursToSayIsNotTakenFromTheRequest() throws Exception {
    HttpResponse<String> answer =
        open.send(
            from("192.0.2.3", "/hooks/signed?source=forged&proof=forged", BODY)
                .header("X-Test-Signature", Signer.sign(TestDoors.SECRET, BODY))
                .header("source", "forged")
                .header("delivery_id", "forged")
                .header("remote_ip", "forged")
                .header("proof", "forged")
                .header("X-Real-IP", "203.0.113.1")
                .header("Forwarded", "for=203.0.113.1")
                .header("X-Delivery-Id", "forged"));
    assertThat(answer.statusCode()).isEqualTo(200);

    ConsumerRecord<String, byte[]> record = kept(answer);
    assertThat(header(record, "source")).isEqualTo(open.vendor + "-signed");
    assertThat(header(record, "proof")).isEqualTo("hmac:GATEWAY_TEST");
    assertThat(header(record, "delivery_id")).isEqualTo(record.key()).isNotEqualTo("forged");
    assertThat(header(record, "remote_ip")).isEqualTo("192.0.2.3");
  }

  /** API4:2023 Unrestricted Resource Consumption: bodies that never end take all the room. */
  @Test
  void bodiesThatNeverEndLeaveRoomForOthers() throws Exception {
    List<Wire> wires = new ArrayList<>();
    try {
      String half = POST + "Content-Length: 1000000\r\n\r\n" + "a".repeat(500_000);
      for (int i = 0; i < 14; i++) {
        wires.add(new Wire(open.port).send(half));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(6))
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(
              () -> {
                assertThat(
                        open.send(from("192.0.2.4", "/hooks/open", new byte[500_000])).statusCode())
                    .isEqualTo(202);
                assertThat(open.count("trunkline.gateway.displaced")).isPositive();
              });
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  /** API4 again: a caller that asks and asks and reads no answer fills his own pipe only. */
  @Test
  void whoReadsNoAnswersIsReadNoFurther() throws Exception {
    byte[] many = "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000).getBytes(ISO_8859_1);
    double refused = open.count("trunkline.gateway.refused", "reason", "no-such-door");
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        Wire wire = Wire.withSmallBuffer(open.port);
        wires.add(wire);
        Thread.ofVirtual().start(() -> wire.pour(many, 100));
      }
      double[] seen = {refused};
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                double now = open.count("trunkline.gateway.refused", "reason", "no-such-door");
                boolean still = now == seen[0] && now > refused;
                seen[0] = now;
                return still;
              });
      assertThat((seen[0] - refused) / 4).as("answers that are not read").isLessThan(20_000);
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  /** API5:2023 Broken Function Level Authorization: methods and doors that are for others. */
  @ParameterizedTest
  @CsvSource({
    "DELETE, /hooks/signed, 405",
    "PATCH, /hooks/signed, 405",
    "TRACE, /hooks/open, 405",
    "OPTIONS, /hooks/open, 405",
    "POST, /api/onecom/sync, 404",
    "POST, /api/admin/sources/x/sync, 404"
  })
  void aMethodOrDoorThatIsForOthersIsClosed(String method, String path, int status)
      throws Exception {
    try (Wire wire = new Wire(open.port)) {
      String answer =
          wire.send(
                  method
                      + " "
                      + path
                      + " HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: POST\r\nX-Secret: echoed?\r\n\r\n")
              .until("}");

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain("echoed?");
    }
    assertThat(accepted()).isEqualTo(before);
  }

  /** API5 again: whoever has a source's secret is no operator, and guessing the token ends. */
  @Test
  void noSecretOfASourceAndNoGuessOpensAnOperatorsDoor() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      statuses.add(
          open.send(
                  from("192.0.2.5", "/api/onecom/sync/today", BODY)
                      .header("Authorization", "Bearer gateway-test-secret")
                      .header("X-API-Key", "gateway-test-secret"))
              .statusCode());
    }

    assertThat(statuses.subList(0, 10)).containsOnly(403);
    assertThat(statuses.getLast()).isEqualTo(429);
    assertThat(
            open.send(
                    from("192.0.2.5", "/api/onecom/sync/today", BODY)
                        .header("Authorization", "Bearer operator-of-the-attacks"))
                .statusCode())
        .as("the operator, from the same address")
        .isEqualTo(202);
  }

  /** API6:2023 Unrestricted Access to Sensitive Business Flows: genuine, but too many. */
  @Test
  void aGenuineFloodIsCountedAndNotKept() throws Exception {
    int taken = 0;
    int limited = 0;
    for (int i = 0; i < 30; i++) {
      int status =
          open.send(
                  from("192.0.2.6", "/hooks/limited", BODY)
                      .header("X-Test-Signature", Signer.sign(TestDoors.SECRET, BODY)))
              .statusCode();
      taken += status == 200 ? 1 : 0;
      limited += status == 429 ? 1 : 0;
    }

    assertThat(taken).isEqualTo(5);
    assertThat(limited).isEqualTo(25);
    assertThat(accepted()).isEqualTo(before + 5);
    assertThat(open.send(from("192.0.2.6", "/hooks/open", BODY)).statusCode()).isEqualTo(202);
  }

  /** API7:2023 Server Side Request Forgery: whatever a request names, nothing is connected to. */
  @Test
  void nothingThatARequestNamesIsConnectedTo() throws Exception {
    try (ServerSocket inside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      inside.setSoTimeout(500);
      String there = "127.0.0.1:" + inside.getLocalPort();
      byte[] body = "{\"recording_url\":\"http://%s/x\"}".formatted(there).getBytes(UTF_8);
      assertThat(
              open.send(
                      from("192.0.2.7", "/hooks/open?url=http://" + there, body)
                          .header("Origin", "http://" + there)
                          .header("Referer", "http://" + there)
                          .header("X-Forwarded-Host", there))
                  .statusCode())
          .isEqualTo(202);
      for (String line :
          List.of("CONNECT " + there, "GET http://" + there + "/", "GET //" + there + "/")) {
        try (Wire wire = new Wire(open.port)) {
          assertThat(wire.send(line + " HTTP/1.1\r\nHost: " + there + "\r\n\r\n").until("}"))
              .startsWith("HTTP/1.1 404 ");
        }
      }
      assertThat(org.assertj.core.api.Assertions.catchThrowable(inside::accept))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  /** API8:2023 Security Misconfiguration: an answer tells nothing of what is behind it. */
  @Test
  void anAnswerTellsNothingOfWhatIsBehindIt() throws Exception {
    String marker = "zq9-marker";
    for (String request :
        List.of(
            "GET /" + marker + " HTTP/1.1\r\nHost: x\r\n\r\n",
            "TRACE /hooks/open HTTP/1.1\r\nHost: x\r\nCookie: " + marker + "\r\n\r\n",
            POST + "Content-Length: " + marker + "\r\n\r\n",
            POST + "Content-Encoding: " + marker + "\r\nContent-Length: 0\r\n\r\n",
            POST + "Expect: " + marker + "\r\nContent-Length: 0\r\n\r\n",
            "OPTIONS /hooks/open HTTP/1.1\r\nHost: x\r\nOrigin: https://" + marker + "\r\n\r\n")) {
      try (Wire wire = new Wire(open.port)) {
        String answer = wire.send(request).until("}");

        assertThat(answer)
            .contains(PROBLEM)
            .doesNotContain(marker, "Exception", "at dev.", "ertx", "etty")
            .doesNotContainIgnoringCase("\nserver:")
            .doesNotContainIgnoringCase("x-powered-by")
            .doesNotContainIgnoringCase("access-control-allow");
      }
    }
  }

  /** API9:2023 Improper Inventory Management: nothing but the doors is on the public port. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/actuator",
        "/actuator/health",
        "/actuator/env",
        "/actuator/prometheus",
        "/api/admin/health",
        "/api/admin/pulls",
        "/api/admin/super",
        "/admin",
        "/console",
        "/metrics",
        "/debug",
        "/swagger-ui.html",
        "/v3/api-docs",
        "/graphql",
        "/.env",
        "/.git/config",
        "/favicon.ico",
        "/hooks",
        "/v0/hooks/open",
      })
  void thereIsNothingButTheDoors(String path) throws Exception {
    HttpResponse<String> answer = open.send(HttpRequest.newBuilder(open.uri(path)).GET());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains(PROBLEM + "no-such-door");
  }

  /** API10:2023 Unsafe Consumption of APIs: what a vendor sends is bytes, and is kept as bytes. */
  @Test
  void whatAVendorSendsIsBytesAndBreaksNoHeader() throws Exception {
    byte[] nasty = ("{\"a\":" + "[".repeat(100_000) + "\u0000'; drop table x; --").getBytes(UTF_8);
    HttpResponse<String> answer =
        open.send(
            from("192.0.2.10", "/hooks/open", nasty)
                .header("User-Agent", "${jndi:ldap://127.0.0.1/x}\u00e9" + "a".repeat(900))
                .header("Content-Type", "application/json; charset=\"x\tsource: forged\""));
    assertThat(answer.statusCode()).isEqualTo(202);

    ConsumerRecord<String, byte[]> record = kept(answer);
    assertThat(record.value()).isEqualTo(nasty);
    assertThat(header(record, "user-agent")).hasSize(Headers.LONGEST).startsWith("${jndi:");
    assertThat(header(record, "content_type"))
        .isEqualTo("application/json; charset=\"x?source: forged\"");
    assertThat(header(record, "source")).isEqualTo(open.vendor + "-open");
  }

  /** A proof counts in the headers only: what comes behind the body came after it was judged. */
  @Test
  void aProofBehindTheBodyIsNone() throws Exception {
    try (Wire wire = new Wire(open.port)) {
      String answer =
          wire.send(
                  "POST /hooks/signed HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.11\r\n"
                      + "Transfer-Encoding: chunked\r\nTrailer: X-Test-Signature\r\n\r\n2\r\n{}\r\n0\r\n"
                      + "X-Test-Signature: "
                      + Signer.sign(TestDoors.SECRET, "{}".getBytes(UTF_8))
                      + "\r\n\r\n")
              .until("}");

      assertThat(answer).startsWith("HTTP/1.1 403 ").contains("no-proof");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /hooks/open HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
        "POST /hooks/open HTTP/1.1\r\nHost: x\r\nHost: y\r\nContent-Length: 2\r\n\r\n{}",
        "POST /hooks/open HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "POST /hooks/open HTTP/1.1\nHost: x\nContent-Length: 2\n\n{}",
        "POST /hooks/open HTTP/1.1 x\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
        "POST /hooks/open\r\nHost: x\r\n\r\n",
        POST + "Transfer-Encoding:\r\n chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: \u000bchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: \"chunked\"\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        POST + "Content-Length: 2, 2\r\n\r\n{}",
        POST + "Content-Length: 0x2\r\n\r\n{}",
        POST + "Content-Length:\r\n\r\n{}",
        POST + "Content-Length: 2\n\n{}",
        POST + "X: a\rContent-Length: 2\r\n\r\n{}",
        POST + "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n +2\r\n{}\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}X\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF2\r\n{}\r\n0\r\n\r\n",
        POST + "Content Length: 2\r\n\r\n{}",
        POST + ": a\r\nContent-Length: 2\r\n\r\n{}",
        POST + "X-\u00e9: a\r\nContent-Length: 2\r\n\r\n{}",
        POST + "X: a\u0001b\r\nContent-Length: 2\r\n\r\n{}",
        "\u0016\u0003\u0001\u0000\u0010\u0001\u0000\u0000\u0000\r\n\r\n",
      })
  void bytesThatTwoReadersReadDifferentlyAre400AndClosed(String bytes) throws Exception {
    try (Wire wire = new Wire(open.port)) {
      String answer = wire.send(bytes + POST + "Content-Length: 2\r\n\r\n{}").untilClosed();

      assertThat(answer).matches(Pattern.compile("HTTP/1.[01] 400 .*", Pattern.DOTALL));
      assertThat(answer.split("HTTP/1", -1)).as("one answer").hasSize(2);
    }
    assertThat(accepted()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        POST + "Content-Length:\r\n 2\r\n\r\n{}",
        POST + "X-A: b\r\n Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}",
        POST + "X-A: Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}",
        POST + "Content_Length: 0\r\nContent-Length: 2\r\n\r\n{}",
        POST + "Transfer-Encoding: chunked\r\n\r\n2;a=\"b\"\r\n{}\r\n0;c\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nContent-Length: 50\r\n\r\n",
        POST + "Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\n{}",
        POST + "Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\n{}",
        POST
            + "Connection: close, Content-Length\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}",
        "\r\n\r\n" + POST + "Content-Length: 2\r\n\r\n{}",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
      })
  void whatOneReaderReadsIsOneRequestOrNone(String bytes) throws Exception {
    try (Wire wire = new Wire(open.port)) {
      String answers =
          wire.send(bytes + "GET /the-next-one HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
              .untilClosed();

      List<String> codes =
          Pattern.compile("HTTP/1.1 (\\d+)")
              .matcher(answers)
              .results()
              .map(m -> m.group(1))
              .toList();
      assertThat(codes)
          .isIn(List.of("202", "404"), List.of("404", "404"), List.of("202"), List.of("400"));
    }
  }

  private HttpRequest.Builder from(String address, String path, byte[] body) {
    return HttpRequest.newBuilder(open.uri(path))
        .timeout(Duration.ofSeconds(20))
        .header("X-Forwarded-For", "203.0.113.250, " + address)
        .POST(BodyPublishers.ofByteArray(body));
  }

  private ConsumerRecord<String, byte[]> kept(HttpResponse<String> answer) {
    String id = answer.headers().firstValue("x-delivery-id").orElseThrow();
    return kept().stream().filter(record -> record.key().equals(id)).findFirst().orElseThrow();
  }

  private double accepted() {
    return open.count("trunkline.gateway.accepted");
  }

  private List<ConsumerRecord<String, byte[]>> kept() {
    return kafka.readAll(open.topic());
  }

  private int rejected(String address) {
    return (int)
        kafka.readAll(Topics.REJECTED.name()).stream()
            .filter(record -> address.equals(header(record, "remote_ip")))
            .filter(record -> record.key().startsWith(open.vendor))
            .count();
  }
}
