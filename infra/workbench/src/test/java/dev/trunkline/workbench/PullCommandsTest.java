package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.PullJob.Phase;
import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.canonical.Topics;
import dev.trunkline.store.Letters;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator asks of a gateway, and is told; the gateway's part is played on the topics. */
@WithBackbone
class PullCommandsTest {

  private static final Instant NOW = Instant.parse("2026-03-09T12:00:00Z");
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(400);

  @TempDir Path folder;

  private final Backbone backbone;
  private final Kafka kafka;
  private Elsewhere here;

  PullCommandsTest(Backbone backbone) {
    this.backbone = backbone;
    this.kafka = backbone.kafka();
  }

  @BeforeEach
  void topics() {
    here = Elsewhere.with(backbone, folder);
  }

  @Test
  void withoutApplyItIsOnlyCountedAndFollowedSliceBySlice() {
    // given
    CompletableFuture<PullAsk> gateway =
        whenAsked(
            ask -> {
              tell(job(ask, Phase.RUNNING, DAY, null, counts(0, 0, 0)));
              tell(job(ask, Phase.RUNNING, DAY, day(4), counts(1, 1, 100)));
              tell(job(ask, Phase.RUNNING, day(4), null, counts(2, 2, 150)));
              tell(job(ask, Phase.DONE, day(8), null, counts(4, 3, 157)));
            });

    // when
    Shell shell = backfill(LONG, "--from", "2026-03-01", "--to", "2026-03-08", "--json");

    // then
    PullAsk ask = gateway.join();
    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    assertThat(ask.ask()).isEqualTo(PullAsk.Ask.COUNT);
    assertThat(ask.from()).isEqualTo(DAY);
    assertThat(ask.to()).isEqualTo(day(8));
    assertThat(ask.by()).isEqualTo("cli");
    assertThat(shell.json().get("id").asString()).isEqualTo(ask.id());
    assertThat(shell.json().get("counts").get("rows").asInt()).isEqualTo(157);
    assertThat(shell.json().get("slices").toString())
        .isEqualTo(
            "[{\"api\":\"cdrs\",\"from\":\"2026-03-01T00:00:00Z\",\"to\":\"2026-03-04T00:00:00Z\",\"requests\":2,\"pages\":2,\"rows\":150},"
                + "{\"api\":\"cdrs\",\"from\":\"2026-03-04T00:00:00Z\",\"to\":\"2026-03-08T00:00:00Z\",\"requests\":2,\"pages\":1,\"rows\":7}]");
  }

  @Test
  void anApplyIsAFetchOfOneHistoryAtARateUpToNow() {
    // given
    CompletableFuture<PullAsk> gateway =
        whenAsked(ask -> tell(job(ask, Phase.DONE, NOW, null, counts(2, 1, 7))));

    // when
    Shell shell =
        backfill(LONG, "--from", "2026-03-01", "--api", "cdrs", "--rate", "50", "--apply");

    // then
    PullAsk ask = gateway.join();
    assertThat(ask.ask()).isEqualTo(PullAsk.Ask.FETCH);
    assertThat(ask.api()).isEqualTo("cdrs");
    assertThat(ask.rowsPerSecond()).isEqualTo(50);
    assertThat(ask.to()).isEqualTo(NOW);
    assertThat(shell.out())
        .contains(here.source() + "/cdrs", "done", "7 rows on 1 pages, 2 requests")
        .doesNotContain("dry run");
  }

  @Test
  void aJobThatFailsSaysWhy() {
    whenAsked(
        ask -> tell(failed(job(ask, Phase.FAILED, DAY, null, counts(1, 0, 0)), "http status 401")));

    Shell shell = backfill(LONG, "--from", "2026-03-01");

    assertThat(shell.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(shell.err()).contains(here.source() + "/cdrs failed: http status 401");
  }

  @Test
  void whereNoGatewayTakesItThatIsSaid() {
    Shell shell = backfill(SHORT, "--from", "2026-03-01");

    assertThat(shell.exitCode()).isEqualTo(ExitCode.UNSETTLED);
    assertThat(shell.err()).contains("no gateway has taken it");
  }

  @Test
  void whatTakesLongerThanAnybodyWaitsGoesOnAndCanBeListedAndCancelled() {
    // given
    CompletableFuture<PullAsk> gateway =
        whenAsked(ask -> tell(job(ask, Phase.RUNNING, day(4), null, counts(1, 1, 100))));
    Shell waited =
        backfill(LONG, "--from", "2026-03-01", "--to", "2026-03-07", "--apply", "--wait", "1");
    String id = String.valueOf(gateway.join().id());

    // when
    Shell listed = Shell.run(BackfillListCommand::new, here.words("--source", here.source()));
    CompletableFuture<PullAsk> again =
        whenAsked(ask -> tell(job(ask, Phase.CANCELLED, day(4), null, counts(1, 1, 100))));
    Shell cancelled =
        Shell.run(out -> new BackfillCancelCommand(out, Clock.systemUTC()), here.words(id));

    // then
    assertThat(waited.exitCode()).isEqualTo(ExitCode.UNSETTLED);
    assertThat(waited.err()).contains("not done within 1 s; job " + id + " goes on");
    assertThat(listed.out()).contains(id, "fetch", "running", "50 %", "100 rows");
    assertThat(again.join().ask()).isEqualTo(PullAsk.Ask.CANCEL);
    assertThat(again.join().id()).isEqualTo(id);
    assertThat(cancelled.out()).contains("cancelled " + id + " after 100 rows");
  }

  @Test
  void aJobThatIsDoneWhileItIsBeingCancelledWasNotCancelled() {
    // given
    PullJob running = job(fetch(), Phase.RUNNING, day(4), null, counts(1, 1, 100));
    tell(running);
    CompletableFuture<PullAsk> gateway =
        whenAsked(ask -> tell(job(ask, Phase.DONE, day(7), null, counts(2, 2, 150))));

    // when
    Shell cancelled = cancel(running.id(), Clock.systemUTC());

    // then
    assertThat(gateway.join().ask()).isEqualTo(PullAsk.Ask.CANCEL);
    assertThat(cancelled.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(cancelled.err()).contains("has ended already: it is done");
    assertThat(cancelled.out()).doesNotContain("cancelled");
  }

  /** No gateway answers then: there is nothing left to end. */
  @Test
  void aJobThatEndsRightBeforeItIsCancelledHasEnded() {
    // given one that ends once the command has seen it run
    PullJob running = job(fetch(), Phase.RUNNING, day(4), null, counts(1, 1, 100));
    tell(running);
    Clock ending =
        new Clock() {
          @Override
          public Instant instant() {
            tell(job(fetch(running.id()), Phase.DONE, day(7), null, counts(2, 2, 150)));
            return NOW;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };

    // when
    Shell cancelled = cancel(running.id(), ending);

    // then
    assertThat(cancelled.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(cancelled.err()).contains("has ended already: it is done");
  }

  @Test
  void aComparisonTellsEachDayAndFailsWhereRowsAreMissing() {
    // given
    CompletableFuture<PullAsk> gateway =
        whenAsked(
            ask -> {
              reconciled(ask, "2026-03-08", 120, 3, 1, 0);
              reconciled(ask, "2026-03-09", 40, 0, 0, 0);
              tell(job(ask, Phase.DONE, NOW, null, counts(2, 2, 160)));
            });

    // when
    Shell shell = reconcile();

    // then
    PullAsk ask = gateway.join();
    assertThat(ask.ask()).isEqualTo(PullAsk.Ask.COMPARE);
    assertThat(ask.from()).isEqualTo(day(8));
    assertThat(ask.to()).isEqualTo(NOW);
    assertThat(shell.out())
        .contains("2026-03-08", "listed 120  missing 3  differing 1", "2026-03-09", "listed 40")
        .contains("4 rows are missing or differ; add --apply");
    assertThat(shell.exitCode()).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void aReconciliationThatHealsAllIsWell() {
    // given
    CompletableFuture<PullAsk> gateway =
        whenAsked(
            ask -> {
              reconciled(ask, "2026-03-01", 120, 3, 1, 4);
              tell(job(ask, Phase.DONE, day(2), null, counts(2, 2, 160)));
            });

    // when
    Shell shell = reconcile("--from", "2026-03-01", "--to", "2026-03-02", "--apply", "--json");

    // then
    assertThat(gateway.join().ask()).isEqualTo(PullAsk.Ask.RECONCILE);
    assertThat(shell.exitCode()).isZero();
    assertThat(shell.json().get("days").get(0).get("healed").asInt()).isEqualTo(4);
    assertThat(shell.json().get("pull").get("id").asString()).isEqualTo(gateway.join().id());
  }

  @Test
  void howPollingStandsIsPartOfTheStatus() {
    // given
    PullAsk standing =
        new PullAsk(
            PullAsk.Ask.FETCH, here.source(), PullJob.POLL, null, null, null, null, NOW, "", null);
    tell(job(standing, Phase.RUNNING, day(8), null, counts(1, 1, 1)));
    tell(failed(job(standing, Phase.RUNNING, day(9), null, counts(9, 2, 2)), "http status 429"));

    // when
    List<PollStatus> pulls =
        PollStatus.all(here.clients(), NOW).stream()
            .filter(pull -> pull.source().equals(here.source()))
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StatusScreen.print(
        new Status(
            "UP",
            URI.create("http://127.0.0.1:9"),
            Map.of("normalizer", new Status.Stage(12.3, 7)),
            List.of(new Unfinished("journal", 0, 0)),
            List.of(),
            pulls,
            List.of(),
            new Letters.Open(0, 0)),
        new PrintStream(out, true, UTF_8));

    // then
    assertThat(pulls)
        .containsExactly(
            new PollStatus(here.source(), "cdrs", day(9), 43_200.0, null, 3, "http status 429"));
    assertThat(out.toString(UTF_8))
        .containsPattern("normalizer +12\\.3 +7\\R")
        .containsPattern("journal +0\\.0 +\\R")
        .contains("! " + here.source() + "/cdrs")
        .contains("43,200.0", "failed 3 times: http status 429");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--source SOURCE",
        "--source SOURCE --from yesterday",
        "--source SOURCE --from 2026-03-02 --to 2026-03-02",
        "--source SOURCE --from 2026-03-10",
        "--source SOURCE --from 2026-03-01 --door call",
        "--source SOURCE --from 2026-03-01 --run 2",
        "--source SOURCE --from 2026-03-01 --rate 0",
        "--source nobody --from 2026-03-01",
        "--source SOURCE --file no-such.ndjson",
        "--source SOURCE --file sources.yaml",
        "--source SOURCE --file sources.yaml --from 2026-03-01",
        "--source SOURCE --file sources.yaml --wait 5"
      })
  void whatDoesNotSayWhichHistoryIsAWrongCall(String words) {
    String[] own =
        words
            .replace("SOURCE", here.source())
            .replace("sources.yaml", here.sources().toString())
            .split(" ");

    assertThat(backfillAs(SHORT, words.isEmpty() ? new String[0] : own).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--from 2026-03-01T10:00:00Z",
        "--from 2026-03-02 --to 2026-03-01",
        "--from 2026-03-10",
        "--to 2026-02-30"
      })
  void whatSaysNoDaysIsAWrongCall(String words) {
    assertThat(reconcile(words.split(" ")).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private Shell backfill(Duration taken, String... words) {
    String[] own = new String[words.length + 2];
    own[0] = "--source";
    own[1] = here.source();
    System.arraycopy(words, 0, own, 2, words.length);
    return backfillAs(taken, own);
  }

  private Shell backfillAs(Duration taken, String... words) {
    return Shell.run(
        out -> new BackfillCommand(out, nowhere(), Clock.fixed(NOW, ZoneOffset.UTC), taken),
        here.words(words));
  }

  private Shell reconcile(String... words) {
    String[] own = new String[words.length + 2];
    own[0] = "--source";
    own[1] = here.source();
    System.arraycopy(words, 0, own, 2, words.length);
    return Shell.run(
        out -> new ReconcileCommand(out, nowhere(), Clock.fixed(NOW, ZoneOffset.UTC), LONG),
        here.words(own));
  }

  private Shell cancel(String id, Clock clock) {
    return Shell.run(out -> new BackfillCancelCommand(out, clock), here.words("--wait", "3", id));
  }

  private PullAsk fetch() {
    return fetch(DeliveryIds.next());
  }

  private PullAsk fetch(String id) {
    return new PullAsk(
        PullAsk.Ask.FETCH, here.source(), id, "cdrs", DAY, day(7), null, NOW, "cli", null);
  }

  private static PrintStream nowhere() {
    return new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
  }

  /** Answers the next ask about this test's source as a gateway would. */
  private CompletableFuture<PullAsk> whenAsked(Consumer<PullAsk> gateway) {
    Feed asked = new Feed(here.clients(), Topics.PULLS_ASKED.name(), here.source()).fromHere();
    return CompletableFuture.supplyAsync(
        () -> {
          try (asked) {
            while (true) {
              for (ConsumerRecord<String, byte[]> record : asked.poll(Duration.ofSeconds(1))) {
                if (here.source().equals(record.key())) {
                  PullAsk ask = EventJson.mapper().readValue(record.value(), PullAsk.class);
                  gateway.accept(ask);
                  return ask;
                }
              }
            }
          }
        });
  }

  private void tell(PullJob job) {
    try (Feed feed = PullJobs.ofSource(here.clients(), here.source());
        KafkaProducer<String, byte[]> producer = new KafkaProducer<>(here.clients().producer())) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.PULLS_JOBS.name(),
                  feed.partition(),
                  job.key(),
                  EventJson.mapper().writeValueAsBytes(job)));
    }
  }

  private void reconciled(
      PullAsk ask, String day, long listed, long missing, long differing, long healed) {
    Reconciliation told =
        new Reconciliation(
            String.valueOf(ask.id()),
            ask.source(),
            "cdrs",
            LocalDate.parse(day),
            listed,
            missing,
            differing,
            0,
            0,
            healed,
            NOW);
    kafka.produce(
        Topics.RECONCILED.name(), ask.source(), EventJson.mapper().writeValueAsString(told));
  }

  private static Instant day(int ofMarch) {
    return LocalDate.of(2026, 3, ofMarch).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static PullCounts counts(long requests, long pages, long rows) {
    return new PullCounts(requests, pages, rows, pages, 0, 0, 0, 0, 0, 0, 0);
  }

  private static PullJob job(
      PullAsk ask, Phase phase, Instant at, Instant until, PullCounts counts) {
    PullJob.Kind kind = PullJob.POLL.equals(ask.id()) ? PullJob.Kind.POLL : PullJob.Kind.FETCH;
    return new PullJob(
        String.valueOf(ask.id()),
        ask.source(),
        "onecom",
        "cdrs",
        kind,
        kind == PullJob.Kind.POLL ? null : ask.from() == null ? DAY : ask.from(),
        kind == PullJob.Kind.POLL ? null : ask.to() == null ? day(7) : ask.to(),
        at,
        until,
        0,
        0,
        null,
        phase,
        null,
        null,
        List.of(),
        0,
        null,
        0,
        0,
        PullCounts.NONE,
        null,
        counts,
        "cli",
        NOW,
        NOW);
  }

  private static PullJob failed(PullJob like, String error) {
    return new PullJob(
        like.id(),
        like.source(),
        like.vendor(),
        like.api(),
        like.kind(),
        like.from(),
        like.to(),
        like.at(),
        like.until(),
        like.cursor(),
        like.size(),
        like.total(),
        like.phase(),
        like.due(),
        like.pausedUntil(),
        like.soon(),
        3,
        error,
        like.recheck(),
        like.found(),
        like.ofDay(),
        like.rowsPerSecond(),
        like.counts(),
        like.by(),
        like.askedAt(),
        like.changedAt());
  }
}
