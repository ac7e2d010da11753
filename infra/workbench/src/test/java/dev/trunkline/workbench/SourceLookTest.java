package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topics;
import dev.trunkline.store.ArchivedPayload;
import dev.trunkline.store.Batch;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.store.Store;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Database;
import dev.trunkline.testbed.WithBackbone;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Five sources that usually deliver every five minutes and of which nothing has been read for two
 * hours: why, is told from what Kafka and Postgres hold.
 */
@WithBackbone
class SourceLookTest {

  private static final List<String> SOURCES =
      List.of("quiet", "refused", "failing", "stuck", "night");
  private static final Duration SILENCE = Duration.ofHours(2);

  /** Records have the broker's time: what is written now is ten minutes old. */
  private final Instant now = Instant.now().plus(Duration.ofMinutes(10));

  @TempDir Path folder;

  private final Elsewhere here;
  private final Store store;
  private final Backbone backbone;

  SourceLookTest(Backbone backbone, Database database, @TempDir Path folder) {
    this.backbone = backbone;
    this.here = Elsewhere.with(backbone, folder);
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(database.jdbcUrl());
    dataSource.setUser(database.user());
    dataSource.setPassword(database.password());
    Store.migrate(dataSource);
    this.store = new Store(dataSource);
  }

  @Test
  void whySilentSourcesAreSilentIsToldApart() throws Exception {
    // given weeks of traffic up to two hours ago, of one source but by day
    store.configure(SOURCES.stream().map(SourceLookTest::configured).toList());
    for (String source : SOURCES) {
      Duration silent = source.equals("night") ? Duration.ofHours(-1) : Duration.ZERO;
      for (int week = 1; week <= 4; week++) {
        Instant begin = now.minus(Duration.ofDays(7L * week)).minus(SILENCE);
        archive(every5Minutes(source, begin, source.equals("night") ? silent : SILENCE));
      }
      arrive(List.of(payload(source, now.minus(SILENCE))), SourceLookTest::read);
    }
    here.allIsRead();

    // when one is refused, one cannot be read and one waits for the normalizer
    for (int i = 0; i < 5; i++) {
      backbone
          .kafka()
          .produce(
              Topics.REJECTED.name(),
              null,
              "{}".getBytes(UTF_8),
              Map.of("source", "refused", "cause", "wrong-proof"));
    }
    arrive(every5Minutes("failing", now.minus(SILENCE), SILENCE), SourceLookTest::dead);
    ArchivedPayload waiting = payload("stuck", now.minus(Duration.ofMinutes(5)));
    archive(List.of(waiting));
    backbone.kafka().produce(Topics.raw("onecom").name(), "stuck", "{}");
    here.allIsReadBy("lead-writer-payloads");

    // then
    Map<String, SourceState> states = look();
    assertThat(verdicts(states))
        .isEqualTo(
            Map.of(
                "quiet", SourceVerdict.QUIET,
                "refused", SourceVerdict.REFUSED_BY_US,
                "failing", SourceVerdict.FAILING_TO_MAP,
                "stuck", SourceVerdict.STUCK,
                "night", SourceVerdict.FINE));
    assertThat(sentence(states, "quiet")).contains("24 deliveries");
    assertThat(sentence(states, "refused")).startsWith("5 requests").contains("wrong-proof");
    assertThat(sentence(states, "failing")).startsWith("20 of its last 20");
    assertThat(sentence(states, "stuck")).containsPattern("normalizer is 5\\d\\d s behind");

    // and when all is well again
    here.allIsRead();
    arrive(List.of(waiting), SourceLookTest::read);
    for (String source : SOURCES) {
      List<ArchivedPayload> fresh = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        fresh.add(payload(source, now.minusSeconds(i)));
      }
      arrive(fresh, SourceLookTest::read);
    }
    assertThat(verdicts(look()).values()).containsOnly(SourceVerdict.FINE);
  }

  @Test
  void whatWaitsForTheWriterIsStuckThere() throws Exception {
    store.configure(List.of(configured("waiting")));
    here.allIsRead();
    archive(List.of(payload("waiting", now.minus(Duration.ofMinutes(9)))));
    backbone.kafka().produce(EventKind.CALL.topic(), "onecom/1", "{}");

    SourceState state = look().get("waiting");

    assertThat(state).isNotNull();
    assertThat(state.verdict()).isEqualTo(SourceVerdict.STUCK);
    assertThat(state.sentence()).containsPattern("lead-writer is 5\\d\\d s behind");
    here.allIsRead();
  }

  @Test
  void whatIsTakenOutOrSwitchedOffIsNotJudged() {
    // given a source whose poll stands still and a source that is configured no more
    String polled = here.source();
    String gone = polled + "-gone";
    store.configure(List.of(configured(polled), configured(gone)));
    PullJob poll = poll(polled, now.minus(Duration.ofDays(3)));
    backbone
        .kafka()
        .produce(Topics.PULLS_JOBS.name(), poll.key(), EventJson.mapper().writeValueAsString(poll));

    // then
    Watched on = new Watched(Map.of(polled, Map.of("cdrs", Duration.ofMinutes(5))));
    Watched off = new Watched(Map.of(polled, Map.of()));
    assertThat(look(Optional.of(on)).get(polled).verdict()).isEqualTo(SourceVerdict.POLLING_FAILS);
    assertThat(look(Optional.of(off)).get(polled).verdict()).isEqualTo(SourceVerdict.TOO_NEW);
    assertThat(look(Optional.of(off))).doesNotContainKey(gone);
    assertThat(look(Optional.empty())).containsKey(gone);
  }

  private Map<String, SourceState> look() {
    return look(Optional.empty());
  }

  private Map<String, SourceState> look(Optional<Watched> watched) {
    return new SourceLook(store, here.clients(), () -> watched, Clock.fixed(now, ZoneOffset.UTC))
        .look().stream().collect(toMap(SourceState::source, state -> state));
  }

  private static Map<String, SourceVerdict> verdicts(Map<String, SourceState> states) {
    return states.values().stream()
        .filter(state -> SOURCES.contains(state.source()))
        .collect(toMap(SourceState::source, SourceState::verdict));
  }

  private static String sentence(Map<String, SourceState> states, String source) {
    return states.get(source).sentence();
  }

  private void archive(List<ArchivedPayload> payloads) {
    store.archive(payloads);
  }

  private void arrive(List<ArchivedPayload> payloads, Function<ArchivedPayload, Manifest> fate) {
    store.archive(payloads);
    store.write(new Batch(List.of(), payloads.stream().map(fate).toList()));
  }

  private static SourceSettings configured(String source) {
    return new SourceSettings(source, "onecom", null, List.of(), List.of(), List.of());
  }

  private static List<ArchivedPayload> every5Minutes(String source, Instant from, Duration span) {
    return IntStream.range(0, 24)
        .mapToObj(i -> payload(source, from.plus(span.multipliedBy(i + 1).dividedBy(25))))
        .toList();
  }

  private static ArchivedPayload payload(String source, Instant at) {
    Delivery delivery =
        new Delivery(
            DeliveryIds.next(),
            source,
            "onecom",
            "call",
            at,
            "POST",
            null,
            null,
            "192.0.2.1",
            "hmac:1",
            null,
            Map.of(),
            null,
            "{}".getBytes(UTF_8));
    return new ArchivedPayload(delivery, "raw.onecom.v1", 0, 0, at);
  }

  private static PullJob poll(String source, Instant at) {
    return new PullJob(
        PullJob.POLL,
        source,
        "onecom",
        "cdrs",
        PullJob.Kind.POLL,
        null,
        null,
        at,
        null,
        0,
        0,
        null,
        PullJob.Phase.RUNNING,
        null,
        null,
        List.of(),
        0,
        null,
        0,
        0,
        PullCounts.NONE,
        null,
        PullCounts.NONE,
        "poll",
        at,
        at);
  }

  private static Manifest dead(ArchivedPayload payload) {
    return manifest(payload, new Manifest.Element(0, Fate.DEAD, "uniqueid is missing", null));
  }

  private static Manifest read(ArchivedPayload payload) {
    return manifest(payload, new Manifest.Element(0, Fate.IGNORED, "a sign of life", null));
  }

  private static Manifest manifest(ArchivedPayload payload, Manifest.Element element) {
    Delivery delivery = payload.delivery();
    return new Manifest(
        delivery.id(), null, delivery.source(), delivery.receivedAt(), "hash", List.of(element));
  }
}
