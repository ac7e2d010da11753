package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.gateway.SteadyPosts.Answered;
import dev.trunkline.gateway.journal.Flushed;
import dev.trunkline.gateway.journal.JournalHealth;
import dev.trunkline.gateway.journal.JournalRefusal;
import dev.trunkline.gateway.journal.JournalSettings;
import dev.trunkline.testbed.Kafka;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/**
 * With a journal vendors do not notice that Kafka is away: for {@code -Dtrunkline.outage} seconds
 * at {@code -Dtrunkline.rate} posts a second. Where the first is given the figures are printed.
 */
class JournaledOutageTest {

  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("trunkline.outage", 2));
  private static final int RATE = Integer.getInteger("trunkline.rate", 20);
  private static final Duration BUDGET = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int LARGE = 8_000;

  /** Deliveries of this size that no journal of a megabyte holds. */
  private static final int MUCH = 150;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Durability.class)
  void withoutABrokerDeliveriesAreKeptAndArriveWhenItIsBack(Durability durability)
      throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    int port = broker.port();
    try (OpenGateway open = open(broker, durability, DataSize.ofGigabytes(4));
        SteadyPosts posts = SteadyPosts.begin(open, RATE)) {
      await().atMost(SOON).until(() -> accepted(open) >= RATE);

      // when
      broker.close();
      long awayAt = System.nanoTime();
      await().atMost(SOON).until(() -> journal(open).waiting() > 0);
      long journaledAt = System.nanoTime();
      await()
          .during(OUTAGE)
          .atMost(OUTAGE.multipliedBy(2))
          .untilAsserted(() -> assertThat(open.gateway.health().healthy()).isTrue());
      JournalHealth away = journal(open);
      assertThat(away.waiting()).isBetween(RATE * OUTAGE.toSeconds() / 2, accepted(open));
      assertThat(open.registry.get("trunkline.journal.waiting").gauge().value())
          .isGreaterThanOrEqualTo(away.waiting());
      assertThat(forged(open).statusCode()).isEqualTo(403);
      broker = EmbeddedBroker.start(folder.resolve("kafka"), port);
      long backAt = System.nanoTime();
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> journal(open).waiting() == 0);
      long drainedAt = System.nanoTime();

      // then
      List<Answered> answers = posts.end();
      await().atMost(SOON).until(() -> journal(open).waiting() == 0);
      assertThat(SteadyPosts.byStatus(answers)).isEqualTo(Map.of(200, (long) answers.size()));
      assertThat(new Kafka(broker.bootstrapServers()).readAll(open.topic()))
          .extracting(record -> record.key())
          .containsAll(answers.stream().map(Answered::deliveryId).toList());
      if (System.getProperty("trunkline.outage") != null) {
        List<Answered> first = between(answers, awayAt, journaledAt);
        List<Answered> journaled = between(answers, journaledAt, backAt);
        System.out.printf(
            Locale.ROOT,
            "%s: %d posts %s; before the first was journaled %d, p50 %.1f ms, p99 %.1f ms;"
                + " then %d, p50 %.1f ms, p99 %.1f ms, longest %.1f ms; after the return %d, longest"
                + " %.1f ms; waiting %d, drained in %.1f s%n",
            durability,
            answers.size(),
            SteadyPosts.byStatus(answers),
            first.size(),
            SteadyPosts.millis(first, 0.5),
            SteadyPosts.millis(first, 0.99),
            journaled.size(),
            SteadyPosts.millis(journaled, 0.5),
            SteadyPosts.millis(journaled, 0.99),
            SteadyPosts.millis(journaled, 1),
            between(answers, backAt, Long.MAX_VALUE).size(),
            SteadyPosts.millis(between(answers, backAt, Long.MAX_VALUE), 1),
            away.waiting(),
            (drainedAt - backAt) / 1e9);
      }
    } finally {
      broker.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void aFullJournalIsAnswered503AndTakesAgainByItself(Durability durability) throws Exception {
    Set<String> acknowledged = new LinkedHashSet<>();
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    int port = broker.port();
    try (OpenGateway open = open(broker, durability, DataSize.ofMegabytes(1))) {
      // when
      broker.close();
      HttpResponse<String> answer = large(open);
      while (answer.statusCode() == 200 && acknowledged.size() < MUCH) {
        acknowledged.add(answer.headers().firstValue("x-delivery-id").orElseThrow());
        answer = large(open);
      }

      // then
      assertThat(acknowledged).hasSizeBetween(60, 140);
      assertThat(journal(open).refusing()).isEqualTo(JournalRefusal.Cause.FULL);
      assertThat(open.gateway.health().healthy()).isFalse();
      assertThat(forged(open).statusCode()).as("judged all the same").isEqualTo(403);
      for (int i = 0; i < 10; i++) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("retry-after").orElseThrow())
            .isBetween(1L, 60L);
        answer = large(open);
      }
      broker = EmbeddedBroker.start(folder.resolve("kafka"), port);
      await().atMost(SOON).until(() -> open.gateway.health().healthy());
      answer = large(open);
      assertThat(answer.statusCode()).isEqualTo(200);
      acknowledged.add(answer.headers().firstValue("x-delivery-id").orElseThrow());
      await().atMost(SOON).until(() -> journal(open).waiting() == 0);
      assertThat(new Kafka(broker.bootstrapServers()).readAll(open.topic()))
          .extracting(record -> record.key())
          .containsAll(acknowledged);
    } finally {
      broker.close();
    }
  }

  private OpenGateway open(EmbeddedBroker broker, Durability durability, DataSize room) {
    JournalSettings journal =
        new JournalSettings(folder.resolve("journal"), room, DataSize.ofBytes(0));
    return OpenGateway.keeping(
        broker.bootstrapServers(),
        "journal-" + durability.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        new Keeping(durability, journal, Flushed.ON_ACKNOWLEDGEMENT),
        BUDGET,
        true);
  }

  private static JournalHealth journal(OpenGateway open) {
    JournalHealth journal = open.gateway.health().journal();
    assertThat(journal).isNotNull();
    return journal;
  }

  private static long accepted(OpenGateway open) {
    return (long) open.count("trunkline.gateway.accepted");
  }

  private static List<Answered> between(List<Answered> answers, long from, long to) {
    return answers.stream().filter(a -> a.sentAt() >= from && a.sentAt() < to).toList();
  }

  private static HttpResponse<String> large(OpenGateway open) throws Exception {
    return open.send(open.signed("{\"x\":\"%s\"}".formatted("x".repeat(LARGE)).getBytes(UTF_8)));
  }

  private static HttpResponse<String> forged(OpenGateway open) throws Exception {
    return open.send(
        open.post("/hooks/signed", "{}".getBytes(UTF_8)).header("X-Test-Signature", "sha256="));
  }
}
