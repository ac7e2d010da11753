package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.DeadLetter;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Settling;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.vendors.Sources;
import dev.trunkline.workbench.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Dead letters of a running installation, by its command line: {@code -Dtrunkline.letters} of five
 * causes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersTest {

  private static final int LETTERS = Integer.getInteger("trunkline.letters", 150);
  private static final int EACH = LETTERS / WreckTel.CAUSES;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SECRET_NAME = "Wilhelmina";

  @TempDir static Path folder;

  private static Path vendors;
  private static Installation running;
  private static Kafka kafka;

  @BeforeAll
  static void lettersOfFiveCauses() throws Exception {
    vendors = Files.createDirectories(folder.resolve("vendors"));
    WreckTel.wrongIn(vendors);
    ExampleTel.write(
        folder,
        "sources.yaml",
        "sources:\n  - {id: shop, vendor: wrecktel, zone: UTC, allow_unsigned: true}\n");
    InstallationOptions options = new InstallationOptions();
    options.data = folder.resolve("data");
    options.vendors = vendors;
    options.sources = folder.resolve("sources.yaml");
    options.gatewayPort = 0;
    options.workbenchPort = 0;
    options.kafkaPort = 0;
    options.postgresPort = 0;
    running = Installation.start(options, options.definitions(Sources::demo), line -> {});
    kafka = new Kafka(running.address().kafka());
    try (KafkaProducer<String, byte[]> gateway =
        new KafkaProducer<>(running.address().kafkaClients().producer())) {
      for (int n = 0; n < LETTERS; n++) {
        gateway.send(raw(WreckTel.body(n)));
        if (n % 5 == 0) {
          gateway.send(raw(WreckTel.good(1_000_000 + n)));
        }
      }
    }
    settle();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  @Order(1)
  void tenThousandLettersOfFiveCausesAreFiveGroups() {
    List<JsonNode> groups = groups();

    assertThat(groups)
        .extracting(
            group -> group.path("cause").asString(),
            group -> group.path("field").asString(""),
            group -> group.path("open").asInt(),
            group -> group.path("would_pass").asInt(-1))
        .containsExactlyInAnyOrder(
            tuple("uid (vendor_call_id) is missing", "vendor_call_id", EACH, 0),
            tuple("body is no JSON, line #, column #", "", EACH, 0),
            tuple("no such kind: #", "", EACH, 0),
            tuple("the key start stands twice", "start", EACH, 0),
            tuple("uid (vendor_call_id) is longer than # characters", "vendor_call_id", EACH, 0));
    assertThat(groups)
        .allSatisfy(
            group -> {
              assertThat(group.path("sources").valueStream().map(JsonNode::asString))
                  .containsExactly("shop");
              assertThat(group.path("group").asString()).matches("[0-9a-f]{8}");
            });
    Ended shown = command("list");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).contains("%,d open in 5 groups".formatted(LETTERS));
    Ended status = run(List.of("status"));
    assertThat(status.out()).contains("dead letters");
  }

  @Test
  @Order(2)
  void aLetterIsShownMaskedUnlessItIsToBeRevealed() {
    // given
    String letter = group("no such kind: #").path("sample").asString();

    // when
    Ended masked = command("show", letter);
    Ended revealed = command("show", letter, "--reveal");

    // then
    assertThat(masked.exitCode()).as(masked.err()).isZero();
    assertThat(masked.out())
        .contains("\"from\": \"+99999999999\"", "\"kind\": \"x9", "no such kind")
        .doesNotContain("+1202555");
    assertThat(revealed.out()).contains("\"from\": \"+1202555");
    assertThat(masked.out()).contains("would be refused again");
    assertThat(command("show", "normalizer-0@999999").exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(command("show", "00000000").exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(command("show", "nonsense").exitCode()).isEqualTo(ExitCode.USAGE);
    Ended group = command("show", group("no such kind: #").path("group").asString(), "--json");
    assertThat(group.lines()).hasSize(Math.min(100, EACH));
  }

  @Test
  @Order(3)
  void afterOneDefinitionIsMendedTheForecastIsExactAndTheRetryLeavesTheOtherFour()
      throws Exception {
    // given
    int mended = Math.toIntExact(IntStream.range(0, LETTERS).filter(WreckTel::isMended).count());
    String group = group("uid (vendor_call_id) is missing").path("group").asString();
    long calls = number("select count(*) from analytics.calls");

    // when: mended, and only looked at
    WreckTel.rightIn(vendors);
    Map<String, Integer> foreseen = byCause("would_pass");
    Ended looked = command("retry", group, "--json");

    // then
    assertThat(foreseen.remove("uid (vendor_call_id) is missing")).isEqualTo(mended);
    assertThat(foreseen.values()).hasSize(4).containsOnly(0);
    assertThat(looked.exitCode()).as(looked.err()).isZero();
    assertThat(looked.json().path("would_pass").asInt()).isEqualTo(mended);
    assertThat(looked.json().path("deliveries").asInt()).isEqualTo(mended);
    assertThat(kafka.readAll(Topics.REPLAY.name())).isEmpty();

    // when: killed as soon as it has begun
    Process begun =
        ChildProcess.command(
            folder,
            "-Xmx256m",
            "dead-letters",
            "retry",
            group,
            "--apply",
            "--data",
            folder.resolve("data").toString());
    await()
        .atMost(PATIENCE)
        .until(() -> !begun.isAlive() || !kafka.readAll(Topics.REPLAY.name()).isEmpty());
    begun.destroyForcibly().onExit().join(); // SIGKILL
    assertThat(begun.exitValue()).as("see commands.out").isEqualTo(128 + 9);

    // then: run again, it does what is left, and once more, it finds that all is done
    Ended rest = command("retry", group, "--apply", "--json");
    assertThat(rest.exitCode()).as(rest.err()).isZero();
    Ended again = command("retry", group, "--apply", "--json");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.json().path("tried").asInt(-1)).isZero();
    assertThat(kafka.readAll(Topics.REPLAY.name())).hasSize(mended);
    assertThat(number("select count(*) from analytics.calls")).isEqualTo(calls + mended);
    Map<String, Integer> left = byCause("open");
    assertThat(left.remove("uid (vendor_call_id) is missing")).isEqualTo(EACH - mended);
    assertThat(left.values()).hasSize(4).containsOnly(EACH);
    assertThat(number("select count(*) from app.dead_letters where closed = 'resolved'"))
        .isEqualTo(mended);
  }

  @Test
  @Order(4)
  void whatDiesAgainStandsThereWithOneAttemptMore() {
    // given
    JsonNode before = group("uid (vendor_call_id) is missing");
    String letter = before.path("sample").asString();

    // when
    Ended tried = command("retry", letter, "--apply", "--force", "--json");

    // then
    assertThat(tried.exitCode()).as(tried.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(tried.json().path("died_again").asInt()).isEqualTo(1);
    assertThat(group("uid (vendor_call_id) is missing").path("open").asInt())
        .isEqualTo(before.path("open").asInt() - 1);
    JsonNode later = group("id (vendor_call_id) is missing");
    assertThat(later.path("open").asInt()).isEqualTo(1);
    JsonNode shown = command("show", later.path("sample").asString(), "--json").json();
    assertThat(shown.path("attempts").asInt()).isEqualTo(2);
    assertThat(shown.path("delivery_id").asString())
        .isEqualTo(before.path("sample_delivery_id").asString());
    assertThat(command("show", letter).out()).contains("superseded");
  }

  @Test
  @Order(5)
  void whatIsDiscardedIsOffTheListAndKept() {
    // given
    JsonNode group = group("the key start stands twice");
    String id = group.path("group").asString();

    // when, then: only said
    Ended said = command("discard", id, "--reason", "a test of theirs");
    assertThat(said.out()).contains("--apply discards %,d letters".formatted(EACH));
    assertThat(byCause("open")).containsEntry("the key start stands twice", EACH);

    // when
    assertThat(command("discard", id, "--reason", "a test of theirs", "--apply").exitCode())
        .isZero();

    // then
    assertThat(byCause("open")).doesNotContainKey("the key start stands twice");
    JsonNode kept = command("show", group.path("sample").asString(), "--json").json();
    assertThat(kept.path("state").asString()).isEqualTo("discarded");
    assertThat(kept.path("closed_by").asString()).isEqualTo(System.getProperty("user.name"));
    assertThat(kept.path("closed_why").asString()).isEqualTo("a test of theirs");
    assertThat(run(List.of("audit")).exitCode()).isZero();
  }

  @Test
  @Order(6)
  void whatTheWriterCouldNotWriteIsWrittenOnceTheDatabaseTakesIt() {
    // given: a database that refuses what names somebody
    sql(
        "create function app.refuse() returns trigger language plpgsql as $$ begin raise exception using errcode = '22023'; end $$");
    sql(
        "create trigger refuse before insert on app.events for each row when (new.body->>'customer_name' = '"
            + SECRET_NAME
            + "') execute function app.refuse()");
    byte[] event = event();
    kafka.produce("calls.v1", "shop/written", event, Map.of());
    settle();
    JsonNode group =
        group("the database refused it with SQLSTATE 22023, class 22 (data exception)");
    String letter = group.path("sample").asString();
    assertThat(group.path("field").asString()).isEqualTo("customer_name");

    // when, then: it is foreseen, tried all the same, and stands there with one attempt more
    assertThat(rehearsed(letter)).isZero();
    Ended tried = command("retry", letter, "--apply", "--json");
    assertThat(tried.exitCode()).as(tried.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(attempts(letter)).isEqualTo(2);

    // when
    sql("drop trigger refuse on app.events");
    assertThat(rehearsed(letter)).isEqualTo(1);
    assertThat(number("select count(*) from analytics.calls where call_id = 'shop/written'"))
        .isZero();
    Ended done = command("retry", letter, "--apply", "--json");

    // then
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.json().path("resolved").asInt()).isEqualTo(1);
    assertThat(number("select count(*) from analytics.calls where call_id = 'shop/written'"))
        .isEqualTo(1);
    assertThat(command("show", letter).out()).contains("resolved").doesNotContain(SECRET_NAME);
  }

  @Test
  @Order(7)
  void whatNobodyMendsIsTriedFiveTimesAndNoMore() {
    // given
    kafka.produce(
        Topics.RECORDINGS_WANTED.name(),
        "shop/odd",
        "{}".getBytes(UTF_8),
        Map.of("redriven", "recordings-0@999", "attempts", "3"));
    settle();

    // when
    for (int attempts = 3; attempts < 5; attempts++) {
      String letter = ofRecordings();
      assertThat(attempts(letter)).isEqualTo(attempts);
      Ended tried = command("retry", letter, "--apply", "--json");
      assertThat(tried.exitCode()).as(tried.err()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(tried.json().path("died_again").asInt()).isEqualTo(1);
      assertThat(command("show", letter).out()).contains("superseded");
    }

    // then
    int asked = kafka.readAll(Topics.RECORDINGS_WANTED.name()).size();
    Ended refused = command("retry", ofRecordings(), "--apply");
    assertThat(refused.exitCode()).isZero();
    assertThat(refused.out()).contains("1 were tried 5 times already; --force");
    assertThat(kafka.readAll(Topics.RECORDINGS_WANTED.name())).hasSize(asked);
  }

  @Test
  @Order(8)
  void aRequestThatIsTakenUpIsResolvedOnceItIsCertain() {
    // given: a request that was dead for a fault of the fetcher's
    RecordingRequest request =
        new RecordingRequest(
            RecordingRequest.Ask.WANTED,
            "shop/late",
            "shop",
            "wrecktel",
            "late",
            null,
            RECEIVED,
            RECEIVED,
            60,
            List.of(),
            RECEIVED,
            null,
            null,
            null,
            null,
            null,
            null);
    byte[] bytes = EventJson.mapper().writeValueAsBytes(request);
    DeadLetter dead =
        new DeadLetter(
            "recordings",
            "it failed with NullPointerException",
            "recordings.wanted.v1-0@77",
            null,
            0,
            null,
            null,
            1,
            null,
            bytes);
    kafka.produce(Topics.DEAD_RECORDINGS.name(), "shop/late", bytes, dead.headers());
    settle();
    String letter = group("it failed with NullPointerException").path("sample").asString();

    // when
    Ended done = command("retry", letter, "--apply", "--json");

    // then
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(kafka.readAll(Topics.RECORDINGS_WANTED.name()))
        .filteredOn(record -> "shop/late".equals(record.key()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isEqualTo(bytes);
              assertThat(Kafka.header(record, "redriven")).isEqualTo(letter);
              assertThat(Kafka.header(record, "attempts")).isEqualTo("2");
            });
    JsonNode shown = command("show", letter, "--json").json();
    assertThat(shown.path("state").asString()).isEqualTo("resolved");
    assertThat(shown.path("closed_by").asString()).isEqualTo(System.getProperty("user.name"));
  }

  private static String ofRecordings() {
    return group("ask, call_id, source, vendor or asked_at of the request is missing")
        .path("sample")
        .asString();
  }

  private static int rehearsed(String letter) {
    Ended looked = command("retry", letter, "--json");
    assertThat(looked.exitCode()).as(looked.err()).isZero();
    return looked.json().path("rehearsed_passing").asInt(-1);
  }

  private static int attempts(String letter) {
    return command("show", letter, "--json").json().path("attempts").asInt();
  }

  private static List<JsonNode> groups() {
    return listed("--json");
  }

  private static List<JsonNode> listed(String... options) {
    List<String> words = new ArrayList<>(List.of("list"));
    words.addAll(List.of(options));
    Ended listed = command(words.toArray(String[]::new));
    assertThat(listed.exitCode()).as(listed.err()).isZero();
    return listed.lines();
  }

  private static JsonNode group(String cause) {
    List<JsonNode> groups = listed("--json", "--forecast", "0");
    return groups.stream()
        .filter(group -> group.path("cause").asString().equals(cause))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no group of: " + cause + " in " + groups));
  }

  private static Map<String, Integer> byCause(String field) {
    return groups().stream()
        .collect(
            Collectors.toMap(
                group -> group.path("cause").asString(), group -> group.path(field).asInt(-1)));
  }

  private static ProducerRecord<String, byte[]> raw(String body) {
    Delivery delivery =
        new Delivery(
            DeliveryIds.next(),
            "shop",
            "wrecktel",
            "call",
            RECEIVED,
            "POST",
            null,
            "application/json",
            "192.0.2.1",
            "none",
            null,
            Map.of(),
            null,
            body.getBytes(UTF_8));
    return new ProducerRecord<>(
        "raw.wrecktel.v1",
        null,
        delivery.id(),
        delivery.body(),
        HeaderMaps.write(delivery.headers()));
  }

  private static byte[] event() {
    return """
        {"event_id": "%s", "event_type": "call.completed", "source": "shop", "vendor": "wrecktel",
         "delivery_id": "%s", "delivery_index": 0, "occurred_at": "%3$s", "received_at": "%3$s",
         "definition_hash": "hash", "call_id": "shop/written", "vendor_call_id": "written",
         "status": "answered", "customer_name": "%4$s"}
        """
        .formatted(DeliveryIds.next(), DeliveryIds.next(), RECEIVED, SECRET_NAME)
        .getBytes(UTF_8);
  }

  private static void settle() {
    assertThat(Settling.await(running.address().kafkaClients(), PATIENCE)).isTrue();
  }

  private static void sql(String statement) {
    ask(
        connection -> {
          try (Statement asked = connection.createStatement()) {
            return asked.execute(statement);
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static long number(String query) {
    return ask(
        connection -> {
          try (Statement asked = connection.createStatement();
              ResultSet row = asked.executeQuery(query)) {
            row.next();
            return row.getLong(1);
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static <T> T ask(Function<Connection, T> question) {
    try (Connection connection = DriverManager.getConnection(running.address().jdbcUrl())) {
      return question.apply(connection);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Ended command(String... words) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(words));
    return run(all);
  }

  private static Ended run(List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    return Ended.of(all);
  }
}
