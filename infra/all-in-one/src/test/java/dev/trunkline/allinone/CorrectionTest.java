package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Settling;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.ReplayBook;
import dev.trunkline.store.Selection;
import dev.trunkline.store.Store;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Sources;
import dev.trunkline.workbench.ExitCode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;

/**
 * Promise P5, a correction corrects: after mapping, zone and key are mended and the deliveries are
 * replayed, every view equals that of a run that had the mended ones from the start; a replay with
 * the old definition brings the old rows back.
 */
class CorrectionTest {

  private static final int DELIVERIES = Integer.getInteger("trunkline.correction", 400);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int AT_ONCE = 16;
  private static final String RAW = "raw.mendtel.v1";

  /** Of the 351st call; at the branch's door, and late enough not to be read in a short while. */
  private static final String HERS = "+12025551039";

  private static final List<String> DOORS = List.of("/webhooks/mendtel", "/webhooks/branch");

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folders;

  @Test
  void aReplayWithWhatIsMendedIsAsIfItHadBeenRightFromTheStart() throws Exception {
    Place place = place("first", "America/New_York");
    MendTel.wrongIn(place.vendors());
    List<ConsumerRecord<String, byte[]>> raw;
    Digest corrected;
    try (Installation running = start(place)) {
      // given: deliveries read wrong
      post(running);
      settle(running);
      Map<String, String> wrong = hashes(running.definitions());
      Digest old = digest(running);
      assertThat(old.rows().get("deliveries")).hasSizeGreaterThan(DELIVERIES);

      // when: mended while it runs, and only looked at
      MendTel.rightIn(place.vendors());
      ExampleTel.write(place.folder(), "sources.yaml", sources("Asia/Kolkata"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(hashes(running.definitions()))
                      .isEqualTo(hashes(running.address().definitions()))
                      .doesNotContainValue(wrong.get("shop"))
                      .doesNotContainValue(wrong.get("branch")));
      Map<String, String> right = hashes(running.definitions());
      Ended looked = replay(place, "--vendor", "mendtel", "--from", "2026-01-01", "--json");

      // then: it says all, and nothing is written
      assertThat(looked.exitCode()).as(looked.err()).isZero();
      assertThat(looked.json().path("applied").asBoolean(true)).isFalse();
      assertThat(looked.json().path("deliveries").asInt()).isEqualTo(DELIVERIES);
      assertThat(looked.json().path("unchanged").asInt(-1)).isZero();
      assertThat(looked.json().path("sources").valueStream().toList())
          .extracting(source -> source.path("definition_hash").asString())
          .containsExactly(right.get("branch"), right.get("shop"));
      assertThat(new Kafka(running.address().kafka()).readAll(Topics.REPLAY.name())).isEmpty();
      digest(running).assertEquals(old);
      JsonNode foretold = looked.json().path("forecast");
      assertThat(foretold.path("rows").path("calls").path("new").asInt()).isPositive();
      assertThat(foretold.path("rows").path("leads").path("samples")).isNotEmpty();
      assertThat(looked.json().path("apply").asString())
          .isEqualTo(
              "trunkline replay --vendor mendtel --from 2026-01-01 --data %s --apply --wait 600"
                  .formatted(place.data()));

      // when, then: what would take rows away is refused
      refused(place, "is in the archive", "--source", "shop", "--definition", "0".repeat(32));
      refused(
          place, "never read source shop", "--source", "shop", "--definition", wrong.get("branch"));
      refused(
          place,
          "are of several: branch, shop",
          "--vendor",
          "mendtel",
          "--definition",
          wrong.get("shop"));
      Ended mistyped = replay(place, "--source", "shpo", "--from", "2026-01-01");
      assertThat(mistyped.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(mistyped.err()).contains("no source shpo; there are: shop, branch");
      digest(running).assertEquals(old);

      // when: replayed by what is in force
      Ended done = apply(place, "--vendor", "mendtel", "--from", "2026-01-01");

      // then
      assertThat(done.json().path("replay_id").asString()).isNotEmpty();
      assertThat(done.json().path("forecast")).isEqualTo(foretold);
      arrivedAsForetold(done.json());
      corrected = digest(running);
      assertThat(corrected.differing(old))
          .contains("calls", "leads", "lead_touches", "call_events", "deliveries");
      JsonNode again =
          replay(place, "--vendor", "mendtel", "--from", "2026-01-01", "--json").json();
      assertThat(again.path("unchanged").asInt()).isEqualTo(DELIVERIES);
      for (JsonNode rows : again.path("forecast").path("rows")) {
        assertThat(List.of("new", "changed", "removed"))
            .allSatisfy(sort -> assertThat(rows.path(sort).asInt(-1)).isZero());
      }
      assertThat(command("audit", "--data", place.data().toString()).exitCode()).isZero();

      // when: the old meaning is brought back, source by source, the first in two sittings
      String paused = pausedInTheMidst(running, place, "shop", String.valueOf(wrong.get("shop")));
      assertThat(command("replay", "pause", paused, "--data", place.data().toString()).exitCode())
          .isZero();
      Ended resumed =
          replay(place, "--resume", paused, "--json", "--wait", "" + PATIENCE.toSeconds());
      assertThat(resumed.exitCode()).as(resumed.err()).isZero();
      assertThat(resumed.json().path("replay_id").asString()).isEqualTo(paused);
      arrivedAsForetold(resumed.json());
      assertThat(replay(place, "--resume", paused).exitCode()).isEqualTo(ExitCode.REFUSED);
      String cancelled =
          pausedInTheMidst(running, place, "branch", String.valueOf(wrong.get("branch")));
      assertThat(
              command("replay", "cancel", cancelled, "--data", place.data().toString()).exitCode())
          .isZero();
      assertThat(replay(place, "--resume", cancelled).err()).contains("was cancelled");
      settle(running);

      // when: what tells of one person is read once more, by what is in force
      Ended hers = replay(place, "--phone", HERS, "--source", "branch", "--apply", "--json");
      settle(running);

      // then: the book has deliveries, and no number
      ReplayBook.Page page = book(running).latest(1).getFirst();
      assertThat(hers.json().path("deliveries").asInt()).as(hers.err()).isPositive();
      assertThat(page.told().toString()).contains("…").doesNotContain(HERS.substring(1));
      assertThat(page.selection())
          .isInstanceOfSatisfying(
              Selection.Ids.class,
              ids -> assertThat(ids.ids()).hasSize(hers.json().path("deliveries").asInt()));

      // when: the rest of the old meaning is brought back
      apply(
          place, "--source", "branch", "--from", "2026-01-01", "--definition", wrong.get("branch"));

      // then
      digest(running).assertEquals(old);
      assertThat(command("audit", "--data", place.data().toString()).exitCode()).isZero();
      raw = new Kafka(running.address().kafka()).readAll(RAW);
      assertThat(raw).hasSize(DELIVERIES);
    }

    // given: the same deliveries, read right from the start
    Place clean = place("clean", "Asia/Kolkata");
    MendTel.rightIn(clean.vendors());
    try (Installation running = start(clean)) {
      keep(running, raw);
      settle(running);

      // then
      corrected.assertEquals(digest(running));
    }
  }

  /** Begins a replay by an archived definition, pauses it, and gives its id. */
  private static String pausedInTheMidst(
      Installation running, Place place, String source, String hash) {
    String[] words =
        "--source %s --from 2026-01-01 --mapping %s --apply --rate 40"
            .formatted(source, hash)
            .split(" ");
    CompletableFuture<Ended> begun = CompletableFuture.supplyAsync(() -> replay(place, words));
    ReplayBook book = book(running);
    String id =
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    book.latest(1).stream()
                        .filter(page -> page.finishedAt() == null && page.mark() == null)
                        .map(ReplayBook.Page::replayId)
                        .findFirst()
                        .orElse(""),
                found -> !found.isEmpty());
    assertThat(book.mark(id, ReplayBook.Mark.PAUSED)).isTrue();
    Ended ended = begun.join();
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.UNSETTLED);
    assertThat(ended.err()).contains("--resume " + id);
    return id;
  }

  private static ReplayBook book(Installation running) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(running.address().jdbcUrl());
    return new Store(database).replayBook();
  }

  private static void arrivedAsForetold(JsonNode done) {
    for (String view : done.path("forecast").path("rows").propertyNames()) {
      JsonNode rows = done.path("forecast").path("rows").path(view);
      long all =
          Stream.of("new", "changed", "unchanged", "removed")
              .mapToLong(sort -> rows.path(sort).asLong())
              .sum();
      JsonNode arrived = done.path("arrived").path(view);
      assertThat(arrived.path("otherwise").asLong(-1)).as(view).isZero();
      assertThat(arrived.path("as_foretold").asLong()).as(view).isEqualTo(all);
    }
  }

  /** Where an installation's files are. */
  private record Place(Path folder) {
    Path data() {
      return folder.resolve("data");
    }

    Path vendors() {
      return folder.resolve("vendors");
    }
  }

  private Place place(String name, String zone) throws Exception {
    Place place = new Place(Files.createDirectories(folders.resolve(name)));
    Files.createDirectories(place.vendors());
    ExampleTel.write(place.folder(), "sources.yaml", sources(zone));
    return place;
  }

  private static String sources(String zone) {
    return """
        sources:
          - {id: shop, vendor: mendtel, zone: %s, allow_unsigned: true}
          - {id: branch, vendor: mendtel, zone: UTC, path: /webhooks/branch, allow_unsigned: true}
        """
        .formatted(zone);
  }

  private static Installation start(Place place) {
    InstallationOptions options = new InstallationOptions();
    options.data = place.data();
    options.vendors = place.vendors();
    options.sources = place.folder().resolve("sources.yaml");
    options.gatewayPort = 0;
    options.workbenchPort = 0;
    options.kafkaPort = 0;
    options.postgresPort = 0;
    return Installation.start(options, options.definitions(Sources::demo), line -> {});
  }

  private void post(Installation running) throws Exception {
    Semaphore room = new Semaphore(AT_ONCE);
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int n = 0; n < DELIVERIES; n++) {
      room.acquire();
      // Of ten deliveries in a row, which belong together, all go to one door.
      String door = DOORS.get(n / 10 % DOORS.size());
      answers.add(
          http.sendAsync(
                  HttpRequest.newBuilder(running.address().gateway().resolve(door))
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString(MendTel.body(n)))
                      .build(),
                  BodyHandlers.ofString())
              .thenApply(answer -> answer.statusCode())
              .whenComplete((status, failure) -> room.release()));
    }
    assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200);
  }

  /** Puts the records where the gateway would have put them. */
  private static void keep(Installation running, List<ConsumerRecord<String, byte[]>> raw) {
    KafkaClients clients = running.address().kafkaClients();
    try (KafkaProducer<String, byte[]> gateway = new KafkaProducer<>(clients.producer())) {
      raw.forEach(
          record ->
              gateway.send(
                  new ProducerRecord<>(RAW, null, record.key(), record.value(), record.headers())));
    }
  }

  private static void settle(Installation running) {
    assertThat(Settling.await(running.address().kafkaClients(), PATIENCE)).isTrue();
  }

  private static Digest digest(Installation running) throws Exception {
    return Digest.of(running.address().jdbcUrl());
  }

  private static Map<String, String> hashes(Definitions definitions) {
    Map<String, String> hashes = new TreeMap<>();
    definitions.sources().all().forEach(s -> hashes.put(s.id(), definitions.hash(s)));
    return hashes;
  }

  private static Ended apply(Place place, String... words) {
    Ended done =
        replay(
            place,
            Stream.concat(
                    Stream.of(words),
                    Stream.of("--apply", "--json", "--wait", "" + PATIENCE.toSeconds()))
                .toArray(String[]::new));
    assertThat(done.exitCode()).as(done.err()).isZero();
    return done;
  }

  private static void refused(Place place, String why, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--from", "2026-01-01", "--apply"));
    Ended refused = replay(place, all.toArray(String[]::new));
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.err()).contains(why);
  }

  private static Ended replay(Place place, String... words) {
    List<String> all = new ArrayList<>(List.of("replay"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", place.data().toString()));
    return command(all.toArray(String[]::new));
  }

  private static Ended command(String... words) {
    return Ended.of(List.of(words));
  }
}
