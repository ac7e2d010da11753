package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.gateway.SteadyPosts.Answered;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.vendors.Coding;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Intake;
import dev.trunkline.vendors.Rate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Good posts while others do what they can to keep them out. Prints what it saw. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Siege {

  /**
   * How much of it.
   *
   * @param rate good posts a second
   * @param p99 milliseconds that 99 of 100 of them may take at most
   * @param floor milliseconds below which a flood's effect is not looked at
   * @param uploadMiB that each upload would have
   * @param limit posts a second that the flooded source may send; the flood is ten times that
   * @param rounds with and without a flood, in turns
   */
  record Sizes(
      int idle,
      int slow,
      int rate,
      int seconds,
      int p99,
      int floor,
      int uploadMiB,
      int limit,
      int rounds) {}

  private static final int UPLOADS = 8;

  /** With and without take turns often: what else the machine does comes and goes. */
  private static final int LONGEST_ROUND = 10;

  private static final byte[] CHUNK = ("10000\r\n" + "a".repeat(0x10000) + "\r\n").getBytes(UTF_8);

  private final Sizes sizes;
  private OpenGateway open;

  Siege(Sizes sizes) {
    this.sizes = sizes;
  }

  @BeforeAll
  void open(Backbone backbone) {
    String vendor = backbone.unique("siege");
    List<Door> doors = new ArrayList<>(TestDoors.of(vendor));
    doors.add(
        TestDoors.signed(
            vendor,
            "zipped",
            TestDoors.SECRET,
            new Door.Terms(null, null, null, new Intake(Set.of(Coding.GZIP), null))));
    doors.add(
        TestDoors.signed(
            vendor,
            "limited",
            TestDoors.SECRET,
            new Door.Terms(
                new Rate(sizes.limit(), Duration.ofSeconds(1)), null, null, Intake.PLAIN)));
    open = new OpenGateway(backbone.bootstrapServers(), vendor, doors);
    posts(Math.min(5, sizes.seconds())); // what Java compiles it compiles now
  }

  @AfterAll
  void close() {
    open.close();
  }

  @Test
  void idleAndSlowCallersKeepNobodyWaiting() throws Exception {
    List<Answered> unharmed = posts(Math.min(LONGEST_ROUND, sizes.seconds()));
    long before = heap();
    try (Besiegers besiegers = Besiegers.start(open.port, sizes.idle(), sizes.slow(), 0)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(besiegers.seen().idle()).isGreaterThan(sizes.idle() * 9 / 10);
                assertThat(besiegers.seen().slow()).isGreaterThan(sizes.slow() * 9 / 10);
              });

      List<Answered> answers = posts(sizes.seconds());

      assertThat(besiegers.seen().idle()).isGreaterThan(sizes.idle() / 2);
      assertThat(connections()).isGreaterThan((sizes.idle() + sizes.slow()) / 2.0);
      tell(
          "%d idle, %d slow (came %d times), %d connections, heap +%d MiB: %s",
          besiegers.seen().idle(),
          besiegers.seen().slow(),
          besiegers.seen().came(),
          (int) connections(),
          (heap() - before) >> 20,
          told(answers));
      tell("before that %s", told(unharmed));
      assertThat(SteadyPosts.byStatus(answers)).isEqualTo(Map.of(200, (long) answers.size()));
      assertThat(SteadyPosts.millis(answers, 0.99)).isLessThan(sizes.p99());
    }
    await().untilAsserted(() -> assertThat(connections()).isLessThan(100));
  }

  @Test
  void anUploadWithoutEndIs413AndCostsNoMemory() throws Exception {
    long before = heap();
    long most = 0;
    List<Future<String>> answers = new ArrayList<>();
    try (var uploads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < UPLOADS; i++) {
        answers.add(uploads.submit(this::upload));
      }
      while (answers.stream().anyMatch(answer -> !answer.isDone())) {
        most = Math.max(most, open.gateway.health().bytesInFlight());
        Thread.onSpinWait();
      }
    }
    long after = heap();
    tell(
        "%d uploads of %d MiB: most in flight %d KiB, heap %+d KiB",
        UPLOADS, sizes.uploadMiB(), most >> 10, (after - before) >> 10);
    for (Future<String> answer : answers) {
      assertThat(answer.get()).startsWith("HTTP/1.1 413 ");
    }
    assertThat(most).isLessThanOrEqualTo(UPLOADS * 1024L * 1024);
    assertThat(after - before).isLessThan(16L << 20);
  }

  @Test
  void aBombIs413OrIsNotLookedInto() throws Exception {
    byte[] bomb = bomb();
    long before = heap();
    long begun = System.nanoTime();
    HttpResponse<String> inflated = send("/hooks/zipped", bomb);
    long took = System.nanoTime() - begun;
    HttpResponse<String> refused = send("/hooks/signed", bomb);

    tell(
        "a bomb of %d KiB: %d in %.1f ms, %d where none is taken, heap %+d KiB",
        bomb.length >> 10,
        inflated.statusCode(),
        took / 1e6,
        refused.statusCode(),
        (heap() - before) >> 10);
    assertThat(inflated.statusCode()).isEqualTo(413);
    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(open.gateway.health().bytesInFlight()).isZero();
  }

  @Test
  void aFloodAtOneSourceLeavesTheOthersUnharmed() throws Exception {
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    double taken = taken();
    int seconds = Math.min(LONGEST_ROUND, sizes.seconds());
    for (int i = 0; i < sizes.rounds(); i++) {
      without.add(SteadyPosts.millis(posts(seconds), 0.99));
      try (Besiegers flood = Besiegers.start(open.port, 0, 0, 10 * sizes.limit())) {
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> assertThat(flood.seen().limited()).isGreaterThan(5 * sizes.limit()));
        List<Answered> answers = posts(seconds);
        assertThat(SteadyPosts.byStatus(answers)).isEqualTo(Map.of(200, (long) answers.size()));
        with.add(SteadyPosts.millis(answers, 0.99));
        tell(
            "flood: %d posted, %d of them 429; the other source %s",
            flood.seen().posted(), flood.seen().limited(), told(answers));
      }
    }
    double usual = median(without);
    double flooded = median(with);
    tell(
        "p99 without %s, with %s: %.2f times, %.0f of the flood taken",
        without, with, flooded / usual, taken() - taken);
    assertThat(flooded).isLessThan(Math.max(2 * usual, sizes.floor()));
  }

  /** So many bytes of nothing, in a thousandth of them. */
  private byte[] bomb() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < Math.min(sizes.uploadMiB(), 900); i++) {
        out.write(new byte[1024 * 1024]);
      }
    }
    return bomb.toByteArray();
  }

  private String upload() throws IOException {
    try (Wire wire = new Wire(open.port)) {
      wire.send("POST /hooks/open HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      Thread reads = Thread.ofVirtual().start(() -> wire.pour(CHUNK, sizes.uploadMiB() * 16));
      String answer = wire.until("}");
      wire.close();
      reads.join();
      return answer;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> send(String path, byte[] body) throws Exception {
    return open.send(
        open.post(path, body)
            .header("Content-Encoding", "gzip")
            .header("X-Test-Signature", Signer.sign(TestDoors.SECRET, body)));
  }

  private List<Answered> posts(int seconds) {
    int wanted = sizes.rate() * seconds;
    try (SteadyPosts posts = SteadyPosts.begin(open, sizes.rate())) {
      await()
          .atMost(Duration.ofSeconds(seconds + 60L))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> posts.count() >= wanted);
      return posts.end();
    }
  }

  private double connections() {
    return open.registry.get("trunkline.gateway.connections").gauge().value();
  }

  private double taken() {
    return open.count("trunkline.gateway.accepted", "source", open.vendor + "-limited");
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String told(List<Answered> answers) {
    return String.format(
        Locale.ROOT,
        "%d posts %s, p50 %.1f ms, p99 %.1f ms, longest %.1f ms",
        answers.size(),
        SteadyPosts.byStatus(answers),
        SteadyPosts.millis(answers, 0.5),
        SteadyPosts.millis(answers, 0.99),
        SteadyPosts.millis(answers, 1));
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void tell(String format, Object... arguments) {
    System.out.println("siege: " + String.format(Locale.ROOT, format, arguments));
  }
}
