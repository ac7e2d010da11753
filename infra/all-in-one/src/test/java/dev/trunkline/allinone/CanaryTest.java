package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.trunkline.allinone.Canaries.Kind;
import dev.trunkline.allinone.CanarySearch.Place;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Settling;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.vendors.Door;
import dev.trunkline.workbench.RunningSystem;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Nothing leaks: an installation is told secrets and persons, rightly, wrongly and in ways that
 * nobody can read, and everything that it says is searched for them. What is searched for what
 * stands in {@link Place}.
 */
class CanaryTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String LOOPBACK = "127.0.0.1/32";

  @TempDir Path folder;

  private final Canaries canaries = new Canaries();
  private final CanarySearch search = new CanarySearch(canaries);
  private Path data;
  private CanarySources sources;
  private EchoingVendor vendor;
  private RunningSystem running;
  private Kafka kafka;
  private Collection<Door> doors;

  @Test
  void noSecretAndNobodyIsSeenWhereTheyMustNotBe() throws Exception {
    // given
    data = Files.createDirectories(folder.resolve("data"));
    String words = canaries.american("the vendor's own words");
    try (EchoingVendor echoing = EchoingVendor.start(words)) {
      vendor = echoing;
      sources = CanarySources.in(folder, vendor.base(), canaries);
      search();
    }
    for (Door door : doors) {
      assertThat(search.seen()).contains("PHONE " + door.source(), "PERSON " + door.source());
    }
    assertThat(search.searched()).containsOnlyKeys(Place.values());
    assertThat(search.leaks()).isEmpty();
  }

  private void search() throws Exception {
    try (ChildProcess up = start()) {
      running = RunningSystem.at(data);
      kafka = new Kafka(running.kafka());
      doors = running.definitions().doors();
      String operator = known("operator-token");
      known("postgres.password");

      // when
      callers(operator);
      letters();
      settle();
      lookForRecordings();
      pulls();
      settle();

      // then
      pages(operator);
      commands();
      search.records(running.kafkaClients());
      search.rows(running.jdbcUrl());
      assertThat(up.stop()).isEqualTo(143);
    }
    search.files(data);
  }

  private ChildProcess start() throws Exception {
    String shipped;
    try (InputStream in = CanaryTest.class.getResourceAsStream("/logback.xml")) {
      shipped = new String(in.readAllBytes(), UTF_8);
    }
    Path log = folder.resolve("logback.xml");
    Files.writeString(
        log,
        shipped.replace("<root ", "<logger name=\"dev.trunkline\" level=\"DEBUG\"/>\n  <root "));
    return ChildProcess.up(
        data,
        List.of(
            "logback.configurationFile=" + log,
            "trunkline.pull.allow-addresses=" + LOOPBACK,
            "trunkline.recordings.allow-addresses=" + LOOPBACK),
        List.of("--sources", sources.file().toString()));
  }

  /** What the installation made for itself. */
  private String known(String file) throws Exception {
    return canaries.known(Kind.SECRET, file, Files.readString(data.resolve(file)).strip());
  }

  private void callers(String operator) throws Exception {
    CanaryTraffic traffic =
        new CanaryTraffic(canaries, sources.secrets(), doors, operator, vendor.base());
    assertThat(answers(traffic.genuine(), "127.0.0.1")).allMatch(status -> status / 100 == 2);
    assertThat(answers(traffic.misplaced(), "127.0.0.2")).contains(202, 401, 403, 404);
    assertThat(answers(traffic.misspelt(), "127.0.0.3")).doesNotContain(200);
    assertThat(answers(traffic.broken(), "127.0.0.4")).contains(200, 400, 413, 414, 431);
    search.look(Place.ANSWER, "no HTTP", traffic.noRequest(running.gateway()).text());
  }

  private List<Integer> answers(List<Knock> knocks, String caller) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    try (HttpClient http = Knock.callers(caller)) {
      for (Knock knock : knocks) {
        Knock.Answered answered = knock.at(running.gateway(), http);
        search.look(Place.ANSWER, knock.method() + " " + knock.target(), answered.text());
        statuses.add(answered.status());
      }
    }
    assertThat(statuses).doesNotContain(429, 503);
    return statuses;
  }

  /** What comes to normalizer, writer and fetcher by no door. */
  private void letters() {
    String phone = canaries.american("of no door");
    String person = canaries.person("of no door");
    String link = vendor.base() + "/page.mp3?token=" + canaries.link("of no door");
    // An index takes what does not fit, but for what cannot be compressed.
    String noise =
        new Random(7).ints(4_000, 'a', 'z').mapToObj(Character::toString).collect(joining());
    String call =
        """
        {"event_id": "%1$s", "event_type": "call.completed", "source": "open", "vendor": "onecom", "delivery_id": "%1$s",
         "delivery_index": 0, "occurred_at": "2026-03-01T10:00:00Z", "received_at": "2026-03-01T10:00:00Z",
         "definition_hash": "hash", "call_id": "open/%1$s", "vendor_call_id": "%1$s", "status": "answered",
         "customer_phone": "PHONE", "customer_name": "PERSON", "duration_s": 7}
        """
            .replace("PHONE", phone)
            .replace("PERSON", person);
    for (String odd :
        List.of(
            call,
            call.replace(": 7", ": \"" + phone + "\""),
            call.replace(person, person + "\\u0000"),
            call.replace("open/%1$s", "open/" + noise),
            call.replace("2026-03-01T10:00:00Z", "at " + phone),
            call.replace("answered", phone),
            call.replace("call.completed", person),
            call.replace("}", "\"" + phone))) {
      kafka.produce("calls.v1", phone, odd.formatted(DeliveryIds.next()).getBytes(UTF_8), Map.of());
    }
    kafka.produce(
        "raw.onecom.v1",
        DeliveryIds.next(),
        ("{\"src\": \"" + phone + "\"}").getBytes(UTF_8),
        Map.of("source", "nobody"));
    for (String odd :
        List.of("{\"call_id\": \"" + phone + "\", \"links\": [\"" + link + "\"]}", link)) {
      kafka.produce(Topics.RECORDINGS_WANTED.name(), phone, odd.getBytes(UTF_8), Map.of());
    }
  }

  private void settle() {
    assertThat(Settling.await(running.kafkaClients(), PATIENCE)).isTrue();
  }

  private void lookForRecordings() {
    for (String call : List.of("by-header/by-header-again", "by-path/by-path")) {
      assertThat(said("recordings", "fetch", call, "--apply").exitCode()).isZero();
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(String.join("\n", vendor.asked()))
                    .contains("page.mp3", "moved.mp3", "get-recordings"));
  }

  /** Until every history has been asked for, in vain. */
  private void pulls() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(String.join("\n", vendor.asked()))
                    .contains("proxyapi", "retrieve", "calllog"));
    await()
        .atMost(PATIENCE)
        .until(() -> said("status", "--json").json().path("pulls").valueStream().count() >= 3);
    assertThat(canaries.in(String.join("\n", vendor.asked())))
        .extracting(Canaries.Found::name)
        .as("what the vendor echoes")
        .contains("recordings", "convoso-pull", "knowlarity-key", "knowlarity-sr", "onecom-pull")
        .contains("by-header", "by-path");
  }

  private void pages(String operator) throws Exception {
    try (HttpClient http = Knock.callers("127.0.0.1")) {
      for (String page :
          List.of(
              "",
              "/health",
              "/health/readiness",
              "/health/liveness",
              "/info",
              "/prometheus",
              "/env",
              "/configprops",
              "/loggers",
              "/mappings")) {
        search.look(
            Place.ACTUATOR,
            page,
            Knock.get("/actuator" + page).at(running.workbench(), http).text());
      }
      Map<String, String> bearer = Map.of("Authorization", "Bearer " + operator);
      String odd = "{\"from\": \"" + canaries.american("of an operator") + "\"}";
      for (Knock knock :
          List.of(
              Knock.get("/api/admin/health"),
              new Knock("GET", "/api/admin/pulls", bearer, ""),
              Knock.get("/api/admin/pulls?token=" + operator),
              Knock.post("/api/admin/sources/by-query/sync", bearer, odd),
              Knock.post("/api/admin/sources/by-query/sync?token=" + operator, Map.of(), odd),
              Knock.post("/api/admin/sources/by-query/reconcile", bearer, odd.replace("}", "")))) {
        search.look(Place.ANSWER, knock.target(), knock.at(running.workbench(), http).text());
      }
    }
  }

  private void commands() throws Exception {
    String file = sources.file().toString();
    Path bundle = folder.resolve("support.zip");
    List<List<String>> commands = new ArrayList<>();
    for (String words :
        List.of(
            "status",
            "tail --from-beginning --seconds 1",
            "tail --from-beginning --seconds 1 --json",
            "trace by-header",
            "trace by-header --json",
            "trace by-path --json",
            "trace Ada " + canaries.person("nobody"),
            "dead-letters list",
            "recordings list",
            "recordings list --json",
            "recordings show by-header/by-header",
            "recordings show by-path/by-path --json",
            "backfill list --json",
            "erase list",
            "audit --json",
            "doctor --bundle " + bundle,
            "config show",
            "config explain trunkline.operator.tokens",
            "send --source by-header",
            "send --source by-path")) {
      commands.add(List.of(words.split(" ")));
    }
    commands.add(List.of("sources", "check", file));
    commands.add(List.of("sources", "check", file, "--json"));
    for (Door door : doors) {
      commands.add(List.of("vendors", "sheet", "--source", door.source(), "--sources", file));
    }
    Set<String> stages = new HashSet<>();
    for (JsonNode group : said("dead-letters", "list", "--json").lines()) {
      String letter = group.path("sample").asString();
      commands.add(List.of("dead-letters", "show", letter));
      if (stages.add(letter.substring(0, letter.indexOf('-')))) {
        commands.add(List.of("dead-letters", "show", letter, "--json"));
      }
    }
    assertThat(stages).containsExactlyInAnyOrder("normalizer", "writer", "recordings");
    commands.forEach(words -> said(words.toArray(String[]::new)));
    search.bundle(bundle);
    Ended revealed = Ended.of(List.of("trace", "by-header", "--reveal", "--data", data.toString()));
    assertThat(canaries.in(revealed.out()))
        .extracting(Canaries.Found::kind, Canaries.Found::name)
        .contains(tuple(Kind.PHONE, "by-header"), tuple(Kind.PERSON, "by-header"));
  }

  /** What a command says of the installation, searched. */
  private Ended said(String... words) {
    boolean isAboutFiles = Set.of("sources", "vendors").contains(words[0]);
    Ended ended =
        Ended.of(
            isAboutFiles
                ? List.of(words)
                : Stream.concat(Stream.of(words), Stream.of("--data", data.toString())).toList());
    assertThat(ended.exitCode()).as(ended.err()).isNotEqualTo(2);
    search.look(Place.COMMAND, String.join(" ", words), ended.out() + ended.err());
    return ended;
  }
}
