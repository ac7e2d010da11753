package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.load.Settling;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.workbench.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replay of {@code -Dtrunkline.deliveries} deliveries beside {@code -Dtrunkline.posts} live posts
 * a second, killed and gone on with: not in the suite, on demand with {@code
 * -Dtest=ReplayBesideLiveDrill}. It prints how long live calls took to their row with and without,
 * round by round, round 0 being the first that the lane of this process does; what it asserts is
 * that the replay reads every delivery, that its rows come as foretold, and the audit.
 */
class ReplayBesideLiveDrill {

  private static final int DELIVERIES = Integer.getInteger("trunkline.deliveries", 200_000);
  private static final int POSTS = Integer.getInteger("trunkline.posts", 200);
  private static final int ROUNDS = Integer.getInteger("trunkline.rounds", 3);
  private static final int SECONDS = Integer.getInteger("trunkline.seconds", 20);
  private static final Instant RECEIVED = Instant.parse("2026-03-02T06:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @TempDir Path folder;

  @Test
  void aReplayIsInItsLaneAndGoesOnWhereItWasKilled() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    try (ChildProcess up = ChildProcess.up(data)) {
      RunningSystem system = RunningSystem.at(data);
      publish(system);
      assertThat(Settling.await(system.kafkaClients(), PATIENCE)).isTrue();
      try (LiveCalls live = new LiveCalls(system, folder.resolve("sent.ndjson"), POSTS, SECONDS)) {
        long begun = System.nanoTime();
        assertThat(done(replay(data))).isZero();
        live.tell("tried out in %d s".formatted((System.nanoTime() - begun) / 1_000_000_000));
        live.round("warm-up");
        // The lane's first work in this process pays for what it has not loaded yet.
        beside(live, replay(data, "--apply"), live.round("without"), 0);
        String id = replayId(live);
        for (int i = 1; i <= ROUNDS; i++) {
          // What is in the lane is read first: only then it is known what is left.
          assertThat(Settling.await(system.kafkaClients(), PATIENCE)).isTrue();
          List<Long> without = live.round("without");
          beside(live, command(data, "replay", "--resume", id), without, i);
        }
        assertThat(Settling.await(system.kafkaClients(), PATIENCE)).isTrue();
        assertThat(done(command(data, "replay", "--resume", id, "--wait", "1800"))).isZero();
        live.tell("deliveries " + read(live) + ", kills " + (ROUNDS + 1));
        live.told().forEach(System.out::println);
        List<String> said = Files.readAllLines(folder.resolve("commands.out"));
        said.forEach(System.out::println);
        assertThat(read(live)).isEqualTo(DELIVERIES);
        assertThat(said).anyMatch(line -> line.matches("calls: all [\\d,]+ rows came as foretold"));
        assertThat(
                ChildProcess.command(folder, "-Xmx3g", "audit", "--data", data.toString())
                    .waitFor())
            .isZero();
      }
    }
  }

  /** One round beside a replay, which is killed at its end. */
  private static void beside(LiveCalls live, Process replay, List<Long> without, int round)
      throws Exception {
    try {
      long before = read(live);
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(read(live)).isGreaterThan(before));
      live.compare(round, without, live.round("with"), "deliveries so far " + read(live));
    } finally {
      replay.destroyForcibly().onExit().join(); // SIGKILL
    }
  }

  /** Puts the records where the gateway would have put them. */
  private static void publish(RunningSystem system) {
    try (KafkaProducer<String, byte[]> gateway =
        new KafkaProducer<>(system.kafkaClients().producer())) {
      for (int i = 0; i < DELIVERIES; i++) {
        Delivery delivery = delivery(i);
        gateway.send(
            new ProducerRecord<>(
                "raw.onecom.v1",
                null,
                delivery.id(),
                delivery.body(),
                HeaderMaps.write(delivery.headers())));
      }
    }
  }

  private static Delivery delivery(int number) {
    String body =
        "{\"uniqueid\":\"old-%d\",\"start\":\"2026-03-02 08:%02d:%02d\",\"src\":\"0500000%03d\",\"dst\":\"214\",\"duration\":60,\"billsec\":%d,\"dcontext\":\"fromoutside\",\"disposition\":\"ANSWERED\"}"
            .formatted(number, number / 60 % 60, number % 60, number % 1_000, number % 60);
    return new Delivery(
        DeliveryIds.next(),
        "onecom",
        "onecom",
        "call",
        RECEIVED.plusMillis(number),
        "POST",
        null,
        "application/json",
        "192.0.2.1",
        "none",
        null,
        Map.of(),
        null,
        body.getBytes(UTF_8));
  }

  private Process replay(Path data, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("replay", "--source", "onecom"));
    words.addAll(List.of("--from", "2026-03-02", "--to", "2026-03-03"));
    words.addAll(List.of(more));
    return command(data, words.toArray(String[]::new));
  }

  private Process command(Path data, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return ChildProcess.command(folder, "-Xmx256m", all.toArray(String[]::new));
  }

  private static int done(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private static long read(LiveCalls live) throws SQLException {
    return live.count(
        "select count(*) from app.manifests where replay_id in (select replay_id from app.replays)");
  }

  private static String replayId(LiveCalls live) throws SQLException {
    try (var rows =
        live.database()
            .createStatement()
            .executeQuery("select max(replay_id::text) from app.replays")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
