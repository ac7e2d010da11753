package dev.trunkline.load.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Audit;
import dev.trunkline.load.Journal;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.Range;
import dev.trunkline.load.ReadByStages;
import dev.trunkline.load.Secrets;
import dev.trunkline.load.Surroundings;
import dev.trunkline.load.Verdict;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.TopicKeeper;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The audit's own audit: into systems in order on a real broker, in a real database and in a folder
 * one fault each is planted. Exactly the equations that it breaks must name it.
 */
@WithBackbone
class PlantedFaultsTest {

  /** A fault: which equations it breaks, in which words, and how it is planted. */
  private record Fault(
      String name,
      Set<String> breaks,
      String words,
      Consumer<Lane> onTopics,
      String inTables,
      InFolder inFolder) {

    @Override
    public String toString() {
      return name;
    }
  }

  private interface InFolder {
    void plant(Lane lane, Path recordings) throws IOException;
  }

  private static final String OF_LANE = " where source = split_part('%1$s', '/', 1);";

  /** Takes out of the tables all that a lane told. */
  private static final String TAKE_OUT =
      "delete from app.events"
          + OF_LANE
          + "delete from app.calls"
          + OF_LANE
          + "delete from app.recordings"
          + OF_LANE
          + "delete from app.leads"
          + OF_LANE
          + "delete from app.lead_facts"
          + OF_LANE;

  private static final String EXTRAS = "update app.events set body = body - 'extras'" + OF_LANE;

  /** The bytes of what a lane told are erased. */
  private static final String PAYLOADS =
      "insert into app.erased_payloads (delivery_id, source, received_at)"
          + " select delivery_id, source, received_at from app.manifests"
          + OF_LANE;

  private static final Map<String, Lane> LANES = new LinkedHashMap<>();
  private static Verdict verdict;
  private static Verdict ofLater;

  static Stream<Fault> faults() {
    return Stream.of(
        onTopics("in-order", "", "", lane -> {}),
        onTopics("raw-dropped", "E1 E4", "is in no raw topic", lane -> lane.raw.removeFirst()),
        onTopics(
            "raw-altered",
            "E1",
            "was kept with other bytes than sent",
            lane -> lane.raw.replaceAll(letter -> letter.with(altered(letter.value())))),
        onTopics(
            "raw-phantom",
            "E2 E4",
            "was kept and sent by nobody",
            lane -> {
              String phantom = lane.minted();
              lane.keys.add(phantom);
              lane.raw.add(lane.kept(phantom, "nobody's".getBytes(UTF_8)));
            }),
        onTopics(
            "raw-twice",
            "E3",
            "is kept 2 times, and no maybe_dup says why",
            lane -> lane.raw.add(lane.raw.getFirst())),
        onTopics(
            "raw-twice-announced",
            "",
            "",
            lane -> lane.raw.add(lane.raw.getFirst().with("maybe_dup", "true"))),
        onTopics(
            "event-twice",
            "E4",
            "is listed 1 times and found 2 times",
            lane -> lane.events.add(lane.callEvent())),
        onTopics(
            "event-dropped",
            "E4 E5",
            "is listed 1 times and found 0 times",
            lane -> lane.events.remove(lane.callEvent())),
        onTopics(
            "event-torn",
            "E4 E5",
            "is listed 1 times and found 0 times",
            lane -> {
              Lane.Letter event = lane.callEvent();
              lane.events.remove(event);
              lane.events.add(event.with(Arrays.copyOf(event.value(), 40)));
            }),
        onTopics("fate-missing", "E4 E5", "has no manifest", lane -> lane.manifests.removeFirst()),
        onTopics(
            "dead-letter-missing",
            "E4",
            "is listed 1 times and found 0 times",
            lane -> lane.dead.removeFirst()),
        inTables("row-deleted", "E5", "is missing", "delete from app.calls where call_id = '%s'"),
        inTables(
            "row-stale",
            "E5",
            "status is \"ringing\", by the model \"answered\"",
            "update app.calls set status = 'ringing' where call_id = '%s'"),
        new Fault(
            "erasure",
            Set.of(),
            "",
            lane -> lane.searches.clear(),
            erased("5 minutes") + TAKE_OUT,
            (lane, folder) -> Files.delete(lane.file(folder))),
        inTables("erasure-shown", "E5", "was erased and is in the views", erased("5 minutes")),
        inTables("erasure-of-extras", "", "", PAYLOADS + EXTRAS),
        inTables("extras-gone", "E5", "extras is absent, by the model #", EXTRAS),
        inTables("erasure-unasked", "E5", "is not in the views", TAKE_OUT),
        inTables("erasure-stored", "E6", "was erased and is there", erased("2 hours") + TAKE_OUT),
        inFolder(
            "recording-missing",
            "E6",
            "is not there",
            (lane, folder) -> Files.delete(lane.file(folder))),
        inFolder(
            "recording-altered",
            "E6",
            "has other bytes than were stored",
            (lane, folder) -> Files.write(lane.file(folder), altered(lane.audio))),
        inFolder(
            "recording-cut",
            "E6",
            "bytes, stored were",
            (lane, folder) -> Files.write(lane.file(folder), new byte[] {'a'})),
        inFolder(
            "recording-orphan",
            "E6",
            "is told by no recording",
            (lane, folder) -> {
              Path orphan = orphan(folder);
              Files.createDirectories(orphan.resolveSibling(""));
              Files.write(orphan, new byte[] {1});
              Files.setLastModifiedTime(
                  orphan, FileTime.from(Clock.systemUTC().instant().minusSeconds(7_200)));
              lane.keys.add(orphan.getFileName().toString());
            }),
        onTopics(
            "search-overdue",
            "E6",
            "its search is overdue since",
            lane ->
                lane.searches.add(
                    lane.search(
                        "{\"phase\":\"WAITING\",\"ticket\":2,\"due\":\"%s\"}"
                            .formatted(Clock.systemUTC().instant().minusSeconds(900))))),
        onTopics(
            "secret-in-header",
            "E8",
            "stands in header x-key of raw.onecom.v1",
            lane ->
                lane.raw.replaceAll(letter -> letter.with("x-key", secret("secret-in-header")))),
        onTopics(
            "secret-in-dead-letter",
            "E8",
            "stands in the value of dead.normalizer.v1",
            lane ->
                lane.dead.replaceAll(
                    letter ->
                        letter.with(
                            ("{\"token\":\"" + secret("secret-in-dead-letter") + "\"}")
                                .getBytes(UTF_8)))),
        inTables(
            "secret-in-table",
            "E5 E8",
            "stands in 1 rows of column app.calls.queue",
            "update app.calls set queue = 'to "
                + secret("secret-in-table")
                + "' where call_id = '%s'"),
        inFolder(
            "secret-in-log",
            "E8",
            "stands in line 2 of trunkline.log",
            (lane, folder) ->
                Files.writeString(
                    log(folder), "started\nasked with " + secret("secret-in-log") + "\n")));
  }

  @BeforeAll
  static void aSystemWithEveryFault(Backbone backbone, Kafka kafka, @TempDir Path data)
      throws Exception {
    Path recordings = data.resolve("recordings");
    Writer writer = new Writer();
    Map<String, String> secrets = new LinkedHashMap<>();
    for (Fault fault : faults().toList()) {
      Lane lane = new Lane(fault.name());
      LANES.put(fault.name(), lane);
      secrets.put(fault.name(), secret(fault.name()));
      lane.store(recordings);
    }
    Settings settings = new Settings(LANES.values().stream().map(Lane::source).toList());
    KafkaClients clients = new KafkaClients(backbone.bootstrapServers());
    try (Admin admin = Admin.create(clients.common())) {
      new TopicKeeper(admin, (short) 1).ensure(Topics.all(List.of("onecom")));
      writer.begin(settings);
      writer.write(LANES.values().stream().map(Lane::batch).toList());
      for (Fault fault : faults().toList()) {
        Lane lane = LANES.get(fault.name());
        fault.onTopics().accept(lane);
        lane.publish(kafka);
        if (!fault.inTables().isEmpty()) {
          writer.execute(fault.inTables().formatted(lane.call));
        }
        fault.inFolder().plant(lane, recordings);
      }
      new ReadByStages(clients, admin).everything();
      List<Ledger.Entry> promises =
          LANES.values().stream().flatMap(lane -> lane.promises.stream()).toList();
      Audit audit =
          new Audit(
              clients,
              writer.jdbcUrl(),
              settings,
              Clock.systemUTC(),
              new Surroundings(
                  Journal.NONE, recordings, List.of(log(recordings)), new Secrets(secrets), true));
      verdict = audit.run(promises, Duration.ofSeconds(10)).orElseThrow();
      Range later = new Range(Clock.systemUTC().instant().minus(Lane.age().dividedBy(2)), null);
      ofLater = audit.run(promises::forEach, later, Duration.ofSeconds(10)).orElseThrow();
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void exactlyTheEquationsThatItBreaksNameIt(Fault fault) {
    Lane lane = LANES.get(fault.name());
    Set<String> broken = new TreeSet<>();
    List<String> violations = new ArrayList<>();
    for (Verdict.Equation equation : verdict.equations()) {
      for (String violation : equation.violations()) {
        if (lane.keys.stream().anyMatch(violation::contains)) {
          broken.add(equation.name());
          violations.add(violation);
        }
      }
    }

    assertThat(broken).as("%s", violations).isEqualTo(fault.breaks());
    if (!fault.words().isEmpty()) {
      assertThat(violations).anyMatch(violation -> violation.contains(fault.words()));
    }
    assertThat(violations).noneMatch(violation -> violation.contains(secret(fault.name())));
  }

  @Test
  void whatStandsOnATopicAndIsNoEventIsNamedByItsPlace() {
    assertThat(verdict.equations())
        .filteredOn(equation -> equation.name().equals("E4"))
        .flatExtracting(Verdict.Equation::violations)
        .anyMatch(violation -> violation.matches("record calls\\.v1-\\d@\\d+ cannot be read"));
  }

  @Test
  void whatIsNotAskedAboutIsNotJudged() {
    List<String> violations =
        ofLater.equations().stream()
            .filter(e -> List.of("E1", "E2", "E3", "E4", "E5").contains(e.name()))
            .flatMap(e -> e.violations().stream())
            .filter(
                v -> LANES.values().stream().flatMap(l -> l.keys.stream()).anyMatch(v::contains))
            .toList();

    assertThat(violations)
        .as("but what the views themselves contradict")
        .anyMatch(v -> v.endsWith("was erased and is in the views"))
        .filteredOn(v -> !v.endsWith("was erased and is in the views"))
        .containsExactly("a live call event has no row in calls: row-deleted/c1");
  }

  @Test
  void everyPlaceOfTheHourIsCounted() {
    Instant hour = Clock.systemUTC().instant().minus(Lane.age());
    assertThat(verdict.hours())
        .anySatisfy(
            of -> {
              assertThat(of.hour()).isBeforeOrEqualTo(hour);
              assertThat(of.sent()).isGreaterThanOrEqualTo(LANES.size());
              assertThat(of.raw()).isPositive();
              assertThat(of.canonical()).isPositive();
              assertThat(of.dead()).isPositive();
              assertThat(of.rows()).isPositive();
            });
  }

  private static Fault onTopics(String name, String breaks, String words, Consumer<Lane> plant) {
    return new Fault(name, equations(breaks), words, plant, "", (lane, folder) -> {});
  }

  private static Fault inTables(String name, String breaks, String words, String sql) {
    return new Fault(name, equations(breaks), words, lane -> {}, sql, (lane, folder) -> {});
  }

  private static Fault inFolder(String name, String breaks, String words, InFolder plant) {
    return new Fault(name, equations(breaks), words, lane -> {}, "", plant);
  }

  /** What a lane told was erased so long ago. */
  private static String erased(String ago) {
    return "insert into app.erased_elements (delivery_id, delivery_index, erased_at)"
        + " select distinct delivery_id, delivery_index, now() - interval '"
        + ago
        + "' from app.events"
        + OF_LANE;
  }

  private static Set<String> equations(String breaks) {
    Set<String> equations = new TreeSet<>(List.of(breaks.split(" ")));
    equations.remove("");
    return equations;
  }

  private static byte[] altered(byte[] bytes) {
    byte[] altered = bytes.clone();
    altered[0] ^= 1;
    return altered;
  }

  private static String secret(String name) {
    return "s3cr3t-of-" + name + "+/";
  }

  private static Path log(Path recordings) {
    return recordings.resolveSibling("trunkline.log");
  }

  private static Path orphan(Path recordings) {
    String sha256 = "ab".repeat(32);
    return recordings.resolve("ab").resolve("ab").resolve(sha256 + ".wav");
  }
}
