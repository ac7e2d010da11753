package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Vendors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file on its way into a real Kafka: all of it, once, whatever happens to whoever sends it. */
@WithBackbone
class FileBackfillTest {

  private static final String RAW = "raw.onecom.v1";
  private static final Supplier<Duration> IDLE = () -> Duration.ZERO;
  private static final Supplier<Duration> BUSY = () -> Duration.ofSeconds(3);

  @TempDir Path folder;

  private final Kafka kafka;
  private final Backbone backbone;
  private Elsewhere here;

  FileBackfillTest(Backbone backbone) {
    this.backbone = backbone;
    this.kafka = backbone.kafka();
  }

  @BeforeEach
  void topics() {
    here = Elsewhere.with(backbone, folder);
  }

  @Test
  void aFileIsDeliveredByItsBytesWithTheStateOfItsJob() throws IOException {
    // given
    List<String> lines = lines(120);
    FileBackfill backfill = backfill(file("calls.ndjson", String.join("\n", lines)), 1);

    // when
    run(backfill, IDLE, Clock.systemUTC());

    // then
    List<Delivery> deliveries = deliveries();
    assertThat(deliveries)
        .extracting(d -> new String(d.body(), UTF_8))
        .containsExactly(
            array(lines.subList(0, 50)),
            array(lines.subList(50, 100)),
            array(lines.subList(100, 120)));
    assertThat(deliveries)
        .extracting(d -> d.requestHeaders().get("pulled"))
        .containsExactly(
            backfill.id() + " file 0", backfill.id() + " file 50", backfill.id() + " file 100");
    assertThat(deliveries)
        .allSatisfy(
            d -> {
              assertThat(d.vendor()).isEqualTo("onecom");
              assertThat(d.door()).isEqualTo("call");
              assertThat(d.proof()).isEqualTo("pulled:file");
              assertThat(d.contentType()).isEqualTo("application/json");
            });
    PullJob job = job(backfill);
    assertThat(job.phase()).isEqualTo(PullJob.Phase.DONE);
    assertThat(job.cursor()).isEqualTo(120);
    assertThat(job.counts().rows()).isEqualTo(120);
    assertThat(job.counts().deliveries()).isEqualTo(3);
  }

  @Test
  void whoeverGoesOnAfterAnAbortMakesTheDeliveriesOfAnUninterruptedRun() throws IOException {
    // given
    Random random = new Random(11);
    RowFile file = file("calls.csv", csv(700, random));
    FileBackfill whole = backfill(file, 1);
    run(whole, IDLE, Clock.systemUTC());
    FileBackfill broken = backfill(file, 2);

    // when: it dies at chunks of its own, one time within a transaction, and is begun again
    for (int death = 0; death < 4; death++) {
      int chunks = 1 + random.nextInt(3);
      assertThat(
              catchThrowableOfType(Died.class, () -> run(broken, IDLE, new Dying(2 * chunks + 1))))
          .isNotNull();
      leaveATransactionOpen(broken);
    }
    run(broken, IDLE, Clock.systemUTC());

    // then
    assertThat(bodies(broken)).hasSizeGreaterThan(10).isEqualTo(bodies(whole));
    assertThat(job(broken).cursor()).isEqualTo(700);
    assertThat(job(broken).counts()).isEqualTo(job(whole).counts());
  }

  @Test
  void theElderOfTwoEndsAndNothingIsPublishedTwice() throws Exception {
    // given: one that is about to publish
    FileBackfill backfill = backfill(file("calls.ndjson", String.join("\n", lines(120))), 1);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Supplier<Duration> held =
        () -> {
          asked.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Duration.ZERO;
        };
    CompletableFuture<Void> elder =
        CompletableFuture.runAsync(() -> run(backfill, held, Clock.systemUTC()));
    asked.await();

    // when
    run(backfill, IDLE, Clock.systemUTC());
    goOn.countDown();

    // then
    CommandFailure end = failure(elder);
    assertThat(end.exitCode()).isEqualTo(ExitCode.UNSETTLED);
    assertThat(end).hasMessageContaining("another process has taken backfill " + backfill.id());
    assertThat(bodies(backfill)).hasSize(3);
  }

  @Test
  void aCancelledOneEndsAndStaysSo() throws Exception {
    // given: one that waits for live traffic
    FileBackfill backfill = backfill(file("calls.ndjson", String.join("\n", lines(120))), 1);
    CompletableFuture<Void> running =
        CompletableFuture.runAsync(() -> run(backfill, BUSY, Clock.systemUTC()));
    await().until(() -> job(backfill) != null);

    // when
    Shell cancelled =
        Shell.run(
            out -> new BackfillCancelCommand(out, Clock.systemUTC()), here.words(backfill.id()));

    // then
    assertThat(cancelled.out()).contains("cancelled " + backfill.id() + " after 0 rows");
    CommandFailure end = failure(running);
    assertThat(end.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(end).hasMessageContaining("was cancelled after 0 rows");
    assertThat(
            catchThrowableOfType(
                CommandFailure.class, () -> run(backfill, IDLE, Clock.systemUTC())))
        .hasMessageContaining("was cancelled");
    assertThat(job(backfill).phase()).isEqualTo(PullJob.Phase.CANCELLED);
    assertThat(bodies(backfill)).isEmpty();
    assertThat(
            Shell.run(
                    out -> new BackfillCancelCommand(out, Clock.systemUTC()),
                    here.words(backfill.id()))
                .exitCode())
        .isEqualTo(ExitCode.PROBLEMS);
  }

  /** Webhooks are in the same topic: decision 0023. */
  @Test
  void whatAKilledProcessLeavesOpenIsGivenUpAfterSixSeconds() throws Exception {
    FileBackfill backfill = backfill(file("calls.ndjson", String.join("\n", lines(2))), 1);

    run(backfill, IDLE, Clock.systemUTC());

    assertThat(transaction(backfill).transactionTimeoutMs()).isEqualTo(6_000);
  }

  @Test
  void whatIsInterruptedEndsBetweenTwoChunksAndGoesOnThere() throws Exception {
    // given
    List<String> lines = lines(5_000);
    FileBackfill backfill = backfill(file("calls.ndjson", String.join("\n", lines)), 1);
    FilePublishing publishing = publishing(backfill, IDLE, Clock.systemUTC());
    CompletableFuture<Void> running = CompletableFuture.runAsync(() -> run(publishing));
    await().until(() -> job(backfill) != null && job(backfill).cursor() > 0);

    // when
    publishing.end();

    // then nothing is open, and nothing more comes
    assertThat(transaction(backfill).state()).isNotEqualTo(TransactionState.ONGOING);
    long stands = job(backfill).cursor();
    assertThat(failure(running).exitCode()).isEqualTo(ExitCode.UNSETTLED);
    assertThat(job(backfill).cursor()).isEqualTo(stands).isLessThan(5_000);

    // and the same command goes on
    run(backfill, IDLE, Clock.systemUTC());
    assertThat(job(backfill).phase()).isEqualTo(PullJob.Phase.DONE);
    assertThat(bodies(backfill)).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void aFileThatChangesMeanwhileIsNoLongerThatFile() throws IOException {
    // given
    RowFile file = file("calls.ndjson", String.join("\n", lines(120)));
    FileBackfill backfill = backfill(file, 1);
    Files.writeString(file.path(), "{}\n");

    // when
    CommandFailure failure =
        catchThrowableOfType(CommandFailure.class, () -> run(backfill, IDLE, Clock.systemUTC()));

    // then
    assertThat(failure).hasMessageContaining("was changed");
    assertThat(bodies(backfill)).isEmpty();
  }

  @Test
  void theCommandShowsPublishesAndThenHasNothingToDo() throws Exception {
    // given
    Path file =
        Files.writeString(
            folder.resolve("calls.ndjson"),
            """
            {"uniqueid":"a.1","start":"2026-01-05 10:00:00","src":"0500000101","dst":"101","disposition":"ANSWERED"}
            {"uniqueid":"a.2","start":"2026-01-06 10:00:00","src":"0500000102","dst":"101","disposition":"BUSY"}
            {"dst":"0500000103"}
            half a line
            """);
    here.allIsRead();

    // when
    Shell shown = backfill(file, "--json");
    int before = deliveries().size();
    Shell done = backfill(file, "--apply");
    Shell again = backfill(file, "--apply");

    // then
    assertThat(shown.json().get("rows").asInt()).isEqualTo(4);
    assertThat(shown.json().get("events").toString()).isEqualTo("{\"call.logged\":2}");
    assertThat(shown.json().get("rejected").toString())
        .isEqualTo("{\"element is no object\":1,\"neither a call record nor a notification\":1}");
    assertThat(shown.json().get("first").asString()).isEqualTo("2026-01-05T08:00:00Z");
    assertThat(shown.json().get("last").asString()).isEqualTo("2026-01-06T08:00:00Z");
    assertThat(shown.json().get("troubles").toString()).isEqualTo("[\"line 4 is no JSON object\"]");
    assertThat(before).isZero();
    assertThat(done.out())
        .contains("1 rows will be dead letters: line 4")
        .contains("is done: 4 rows in 1 deliveries");
    assertThat(again.out()).contains("was done already: 4 rows", "--run 2");
    assertThat(again.exitCode()).isZero();
    assertThat(deliveries()).hasSize(1);
  }

  @Test
  void whatIsNotReadYetIsLiveTrafficToWaitFor() throws Exception {
    // given
    here.allIsRead();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(10));
    try (LiveTraffic live = new LiveTraffic(here.clients(), later)) {
      assertThat(live.get()).isZero();

      // when
      kafka.produce(RAW, "d", "{}");

      // then
      assertThat(live.get()).isGreaterThan(Duration.ofSeconds(8));
    }
  }

  private Shell backfill(Path file, String more) {
    return Shell.run(
        out ->
            new BackfillCommand(
                out,
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                Clock.systemUTC(),
                Duration.ZERO),
        here.words("--source", here.source(), "--file", file.toString(), more));
  }

  private void run(FileBackfill backfill, Supplier<Duration> behind, Clock clock) {
    run(publishing(backfill, behind, clock));
  }

  private static FilePublishing publishing(
      FileBackfill backfill, Supplier<Duration> behind, Clock clock) {
    Progress progress =
        new Progress(new PrintStream(new ByteArrayOutputStream(), true, UTF_8), false);
    return new FilePublishing(
        backfill, new SlowLane(1_000_000, 1_000_000, behind), progress, clock);
  }

  private void run(FilePublishing publishing) {
    try {
      publishing.run(here.clients());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private TransactionDescription transaction(FileBackfill backfill) throws Exception {
    String id = "backfill-" + backfill.id();
    try (Admin admin = here.admin()) {
      return admin.describeTransactions(List.of(id)).description(id).get();
    }
  }

  /** Half of what a process that is killed leaves: sent, and never committed. */
  private void leaveATransactionOpen(FileBackfill backfill) throws IOException {
    Map<String, Object> config = here.clients().producer();
    config.put("transactional.id", "backfill-" + backfill.id());
    Delivery lost =
        backfill.delivery(
            new Chunks.Chunk(0, 1, "[lost]".getBytes(UTF_8), List.of()),
            DeliveryIds.next(),
            Instant.EPOCH);
    KafkaProducer<String, byte[]> dead = new KafkaProducer<>(config);
    dead.initTransactions();
    dead.beginTransaction();
    var unused =
        dead.send(
            new ProducerRecord<>(
                RAW, null, lost.id(), lost.body(), HeaderMaps.write(lost.headers())));
    dead.flush();
    dead.close(Duration.ZERO);
  }

  private FileBackfill backfill(RowFile file, int run) throws IOException {
    Source source = VendorOptions.source(Vendors.builtIn(), here.sources(), here.source());
    return FileBackfill.of(source, "call", file, Survey.of(file, chunk -> {}), run, 500);
  }

  private RowFile file(String name, String text) throws IOException {
    return RowFile.of(Files.writeString(folder.resolve(name), text), true);
  }

  private static List<String> lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"uniqueid\": \"pbx.%d\", \"dst\":\"101\"}".formatted(i))
        .toList();
  }

  private static String array(List<String> lines) {
    return "[" + String.join(",", lines) + "]";
  }

  private static String csv(int rows, Random random) {
    return IntStream.range(0, rows)
        .mapToObj(i -> "pbx.%d,\"a \"\"b\"\"%s\"\n".formatted(i, "\n".repeat(random.nextInt(3))))
        .collect(Collectors.joining("", "uniqueid,clid\n", ""));
  }

  /** All of this test's source, in the order of their making. */
  private List<Delivery> deliveries() {
    return kafka.readAll(RAW).stream()
        .map(record -> Map.entry(HeaderMaps.read(record.headers()), record.value()))
        .filter(record -> here.source().equals(record.getKey().get("source")))
        .map(record -> Delivery.of(record.getKey(), record.getValue()))
        .sorted(Comparator.comparing(Delivery::id))
        .toList();
  }

  private List<String> bodies(FileBackfill backfill) {
    return deliveries().stream()
        .filter(d -> d.requestHeaders().getOrDefault("pulled", "").startsWith(backfill.id()))
        .map(d -> new String(d.body(), UTF_8))
        .toList();
  }

  private PullJob job(FileBackfill backfill) {
    return PullJobs.latest(here.clients()).stream()
        .filter(job -> job.id().equals(backfill.id()))
        .findFirst()
        .orElse(null);
  }

  private static CommandFailure failure(CompletableFuture<Void> run) {
    CompletionException end = catchThrowableOfType(CompletionException.class, run::join);
    return (CommandFailure) end.getCause();
  }

  private static final class Died extends RuntimeException {}

  /** Time ends at a call of its own, and with it the process. */
  private static final class Dying extends Clock {

    private final AtomicInteger left;

    Dying(int calls) {
      left = new AtomicInteger(calls);
    }

    @Override
    public Instant instant() {
      if (left.getAndDecrement() == 0) {
        throw new Died();
      }
      return Clock.systemUTC().instant();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
