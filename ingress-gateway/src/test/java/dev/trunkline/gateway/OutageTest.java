package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topics;
import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.vendors.SyncDoor;
import dev.trunkline.vendors.SyncRange;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes away and comes back, or is not there at first. */
class OutageTest {

  private static final Duration BUDGET = Duration.ofSeconds(1);
  private static final String TOKEN = "operator-of-the-tests";

  @Test
  void withoutABrokerAVendorIsToldToComeBackAndAfterItAllIsWell(@TempDir Path folder)
      throws Exception {
    Set<String> acknowledged = new HashSet<>();
    EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
    int port = port(broker);
    try (OpenGateway open = open(broker.bootstrapServers())) {
      acknowledged.add(delivered(open, 1));
      assertThat(open.gateway.health().healthy()).isTrue();

      broker.close();
      for (int i = 0; i < 3; i++) {
        long asked = System.nanoTime();
        HttpResponse<String> answer = open.send(open.signed(body(i)));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"unavailable\"");
        assertThat(answer.headers().firstValue("retry-after").map(Integer::parseInt).orElseThrow())
            .isBetween(1, 5);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(BUDGET.plusMillis(500));
      }
      HttpResponse<String> asked =
          open.send(
              open.post("/sync/today", new byte[0]).header("Authorization", "Bearer " + TOKEN));
      assertThat(asked.statusCode()).isEqualTo(503);
      assertThat(asked.headers().firstValue("retry-after")).isPresent();
      HttpResponse<String> forged =
          open.send(open.post("/hooks/signed", body(9)).header("X-Test-Signature", "sha256="));
      assertThat(forged.statusCode()).as("judged without a broker too").isEqualTo(403);

      broker = EmbeddedBroker.start(folder, port);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> open.send(open.signed(body(2))).statusCode() == 200);
      acknowledged.add(delivered(open, 3));
      Awaitility.await().untilAsserted(() -> assertThat(open.gateway.health().healthy()).isTrue());
      Awaitility.await()
          .untilAsserted(() -> assertThat(open.gateway.health().bytesInFlight()).isZero());
      assertThat(new Kafka(broker.bootstrapServers()).readAll(open.topic()))
          .extracting(record -> record.key())
          .containsAll(acknowledged);
    } finally {
      broker.close();
    }
  }

  @Test
  void aBrokerThatComesLaterIsFound(@TempDir Path folder) throws Exception {
    EmbeddedBroker first = EmbeddedBroker.start(folder, 0);
    int port = port(first);
    String bootstrapServers = first.bootstrapServers();
    OpenGateway.create(bootstrapServers, Topics.raw("late"), Topics.REJECTED);
    first.close();
    try (OpenGateway open = OpenGateway.withTopicsMade(bootstrapServers, "late", BUDGET)) {
      assertThat(open.gateway.health().unknownTopics()).contains(open.topic(), "rejected.v1");
      HttpResponse<String> early = open.send(open.signed(body(1)));
      assertThat(early.statusCode()).isEqualTo(503);

      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port)) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> open.gateway.health().unknownTopics().isEmpty());
        delivered(open, 2);
        assertThat(broker.bootstrapServers()).isEqualTo(bootstrapServers);
      }
    }
  }

  private static OpenGateway open(String bootstrapServers) {
    return new OpenGateway(
        bootstrapServers,
        "outage",
        List.of(new SyncDoor("outage", SyncRange.TODAY, "/sync/today", ZoneOffset.UTC, null)),
        OperatorTokens.of(List.of(TOKEN)),
        BUDGET);
  }

  private static String delivered(OpenGateway open, int n) throws Exception {
    HttpResponse<String> answer = open.send(open.signed(body(n)));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.headers().firstValue("x-delivery-id").orElseThrow();
  }

  private static byte[] body(int n) {
    return "{\"n\":%d}".formatted(n).getBytes(UTF_8);
  }

  private static int port(EmbeddedBroker broker) {
    String servers = broker.bootstrapServers();
    return Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
  }
}
