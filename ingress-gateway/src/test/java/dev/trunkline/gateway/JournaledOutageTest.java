package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.gateway.journal.Flushed;
import dev.trunkline.gateway.journal.JournalHealth;
import dev.trunkline.gateway.journal.JournalSettings;
import dev.trunkline.testbed.Kafka;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a journal vendors do not notice that Kafka is away. */
class JournaledOutageTest {

  private static final Duration BUDGET = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Durability.class)
  void withoutABrokerDeliveriesAreKeptAndArriveWhenItIsBack(Durability durability)
      throws Exception {
    String vendor = "journal-" + durability.name().toLowerCase().replace('_', '-');
    Set<String> acknowledged = new LinkedHashSet<>();
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    int port = broker.port();
    Keeping keeping =
        new Keeping(
            durability, JournalSettings.in(folder.resolve("journal")), Flushed.ON_ACKNOWLEDGEMENT);
    try (OpenGateway open =
        OpenGateway.keeping(broker.bootstrapServers(), vendor, keeping, BUDGET, true)) {
      acknowledged.add(delivered(open, 0));

      broker.close();
      for (int n = 1; n <= 20; n++) {
        acknowledged.add(delivered(open, n));
      }
      JournalHealth away = open.gateway.health().journal();
      assertThat(away).isNotNull();
      assertThat(away.waiting()).isEqualTo(20);
      assertThat(open.gateway.health().healthy()).isTrue();
      assertThat(open.registry.get("trunkline.journal.waiting").gauge().value()).isEqualTo(20);
      HttpResponse<String> forged =
          open.send(open.post("/hooks/signed", body(9)).header("X-Test-Signature", "sha256="));
      assertThat(forged.statusCode()).isEqualTo(403);

      broker = EmbeddedBroker.start(folder.resolve("kafka"), port);
      await().atMost(SOON).until(() -> open.gateway.health().journal().waiting() == 0);
      acknowledged.add(delivered(open, 21));
      await().atMost(SOON).until(() -> open.gateway.health().journal().waiting() == 0);
      assertThat(new Kafka(broker.bootstrapServers()).readAll(open.topic()))
          .extracting(record -> record.key())
          .containsAll(acknowledged);
    } finally {
      broker.close();
    }
  }

  private static String delivered(OpenGateway open, int n) throws Exception {
    long asked = System.nanoTime();
    HttpResponse<String> answer = open.send(open.signed(body(n)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(BUDGET.multipliedBy(4));
    return answer.headers().firstValue("x-delivery-id").orElseThrow();
  }

  private static byte[] body(int n) {
    return "{\"n\":%d}".formatted(n).getBytes(UTF_8);
  }
}
