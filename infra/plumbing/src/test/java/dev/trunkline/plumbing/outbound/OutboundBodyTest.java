package dev.trunkline.plumbing.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.plumbing.outbound.Failed.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults 25 and 28: bodies that are not what they say, or never end. */
@Timeout(30)
class OutboundBodyTest {

  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final int MIB = 1 << 20;

  private final Outbounds out = new Outbounds();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    out.close();
  }

  @Test
  void anAnswerIsToldAsItIs() throws Exception {
    // given
    try (var host =
        Listener.saying(
            "127.0.0.2",
            "HTTP/1.1 503 Busy\r\nContent-Type: text/plain\r\nRetry-After: 30\r\n\r\nlater")) {

      // when
      Reply reply = out.client.call(Outbounds.get(host));

      // then
      assertThat(reply).isInstanceOf(Answer.class);
      Answer answer = (Answer) reply;
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.contentType()).isEqualTo("text/plain");
      assertThat(answer.retryAfter()).isEqualTo(Duration.ofSeconds(30));
      assertThat(new String(answer.body(), UTF_8)).isEqualTo("later");
      assertThat(host.requests.getFirst())
          .startsWith("GET /recording?token=hidden HTTP/1.1\r\n")
          .contains("Accept-Encoding: identity\r\n", "Connection: close\r\n")
          .doesNotContainIgnoringCase("upgrade");
      assertThat(out.counted("5xx")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\naudio",
        "HTTP/1.1 200 OK\r\n\r\naudio",
        "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\n\r\naudio",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nau\r\n3\r\ndio\r\n0\r\n\r\n"
      })
  void aBodyIsPouredHoweverItIsFramed(String answer) throws Exception {
    // given
    try (var host = Listener.saying("127.0.0.2", answer)) {

      // when
      Download download = out.client.download(Outbounds.get(host), kept::write);

      // then
      assertThat(download).isEqualTo(new Streamed(200, null, null, 5));
      assertThat(kept.toString(UTF_8)).isEqualTo("audio");
    }
  }

  @Test
  void whatIsNo200GoesIntoNoSink() throws Exception {
    // given
    try (var host =
        Listener.saying("127.0.0.2", "HTTP/1.1 404 None\r\nContent-Length: 4\r\n\r\nnone")) {

      // when
      Download download = out.client.download(Outbounds.get(host), kept::write);

      // then
      assertThat(download).isEqualTo(new Streamed(404, null, null, 0));
      assertThat(kept.size()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 OK~Content-Length: 20~~audio | RESET",
        "200 OK~Content-Length: 3~~audio | MALFORMED",
        "200 OK~Content-Length: 0~~audio | MALFORMED",
        "200 OK~Content-Length: 99999999999~~audio | TOO_LARGE",
        "200 OK~Content-Length: -5~~audio | MALFORMED",
        "200 OK~Content-Length: many~~audio | MALFORMED",
        "200 OK~Content-Encoding: gzip~~audio | MALFORMED",
        "200 OK~Transfer-Encoding: chunked~~5~aud | RESET",
        "200 OK~Transfer-Encoding: chunked~~zz~audio | MALFORMED",
        "200 OK~Transfer-Encoding: gzip, chunked~~0~~ | MALFORMED"
      })
  void aBodyThatIsNotWhatItSaysHasFailed(String answer, Kind kind) throws Exception {
    // given
    try (var host = Listener.saying("127.0.0.2", "HTTP/1.1 " + answer.replace("~", "\r\n"))) {

      // when
      Download download = out.client.download(Outbounds.get(host), kept::write);

      // then
      assertThat(download).isInstanceOf(Failed.class);
      assertThat(((Failed) download).kind()).as(download.toString()).isEqualTo(kind);
      assertThat(download.toString()).doesNotContain("audio", "hidden", "recording");
    }
  }

  @Test
  void whatIsNoHttpHasFailed() throws Exception {
    // given
    try (var banner = Listener.saying("127.0.0.2", "SSH-2.0-secret_banner\r\n");
        var mute = Listener.saying("127.0.0.2", "")) {

      // when, then
      assertThat(out.client.call(Outbounds.get(banner)))
          .isInstanceOf(Failed.class)
          .asString()
          .doesNotContain("banner");
      assertThat(out.client.call(Outbounds.get(mute)))
          .isInstanceOfSatisfying(Failed.class, f -> assertThat(f.kind()).isEqualTo(Kind.RESET));
    }
  }

  @Test
  void nobodyThereHasFailed() throws Exception {
    // given
    Listener gone = Listener.saying("127.0.0.2", "");
    gone.close();

    // when, then
    assertThat(out.client.call(Outbounds.get(gone)))
        .isEqualTo(new Failed(Kind.UNREACHABLE, "the connection was refused"));
    assertThat(out.client.call(Outbounds.get("http://nowhere.example/")))
        .isEqualTo(new Failed(Kind.UNREACHABLE, "the host has no address"));
  }

  @Test
  void aDeadlineCutsABodyThatDrips() throws Exception {
    // given: a byte every 50 ms, so that no socket's timeout is ever met
    try (var host = new Listener("127.0.0.2", 0, (request, stream) -> drip(stream))) {
      Limits limits = Limits.CALL.within(Duration.ofMillis(700));

      // when
      Reply reply = out.client.call(Outbounds.get(host), limits);

      // then
      assertThat(reply).isEqualTo(new Failed(Kind.TIMEOUT, "not done within 700 ms"));
    }
  }

  @Test
  void aDeadlineCoversTheHeadAndTheLookUp() throws Exception {
    // given
    CountDownLatch never = new CountDownLatch(1);
    Limits limits = Limits.CALL.within(Duration.ofMillis(300));
    try (var host = new Listener("127.0.0.2", 0, (request, stream) -> never.await());
        var stuck =
            new Outbound(
                OutboundSettings.DEFAULT,
                name -> {
                  awaitQuietly(never);
                  return java.util.List.of();
                },
                out.clock,
                out.meters)) {

      // when
      Reply silent = out.client.call(Outbounds.get(host), limits);
      Reply lookUp = stuck.call(Outbounds.get("http://vendor.example/"), limits);

      // then
      assertThat(((Failed) silent).kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(((Failed) lookUp).kind()).isEqualTo(Kind.TIMEOUT);
      never.countDown();
    }
  }

  @Test
  void aMinimumRateCutsABodyThatDrips() throws Exception {
    // given
    try (var host = new Listener("127.0.0.2", 0, (request, stream) -> drip(stream))) {
      Limits limits = new Limits(MIB, Duration.ofSeconds(20), 1000, Duration.ofMillis(500));

      // when
      Download download = out.client.download(Outbounds.get(host), limits, kept::write);

      // then
      assertThat(((Failed) download).kind()).isEqualTo(Kind.TOO_SLOW);
      assertThat(kept.size()).isPositive();
    }
  }

  @Test
  void endlessChunksEndAtTheLimit() throws Exception {
    // given
    AtomicLong given = new AtomicLong();
    Listener.Script endless =
        (request, stream) -> {
          stream.write(CHUNKED.getBytes(UTF_8));
          byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(UTF_8);
          while (true) {
            stream.write(chunk);
          }
        };
    try (var host = new Listener("127.0.0.2", 0, endless)) {

      // when
      Download download =
          out.client.download(
              Outbounds.get(host), Limits.DOWNLOAD.upTo(MIB), (b, o, l) -> given.addAndGet(l));
      Reply reply = out.client.call(Outbounds.get(host));

      // then
      assertThat(((Failed) download).kind()).isEqualTo(Kind.TOO_LARGE);
      assertThat(given).hasValueLessThanOrEqualTo(MIB);
      assertThat(((Failed) reply).reason()).isEqualTo("the body is larger than 2097152 bytes");
    }
  }

  @Test
  void twoHundredMegabytesLeaveTheHeapFlat() throws Exception {
    // given
    long size = 200L * MIB;
    Listener.Script large =
        (request, stream) -> {
          stream.write(("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n").getBytes(UTF_8));
          byte[] piece = new byte[MIB / 16];
          for (long sent = 0; sent < size; sent += piece.length) {
            stream.write(piece);
          }
        };
    long before = usedHeap();
    AtomicLong most = new AtomicLong();
    AtomicLong next = new AtomicLong();
    AtomicLong given = new AtomicLong();
    Sink sink =
        (buffer, offset, length) -> {
          if (given.addAndGet(length) >= next.get()) {
            next.addAndGet(40L * MIB);
            most.accumulateAndGet(usedHeap(), Math::max);
          }
        };
    try (var host = new Listener("127.0.0.2", 0, large)) {

      // when
      Download download = out.client.download(Outbounds.get(host), sink);

      // then
      assertThat(download).isEqualTo(new Streamed(200, null, null, size));
      assertThat(given).hasValue(size);
      assertThat(most.get() - before).isLessThan(64L * MIB);
    }
  }

  @Test
  void whatTheSinkThrowsReachesItsCallerAndIsNoFaultOfTheVendor() throws Exception {
    // given
    try (var host = Listener.saying("127.0.0.2", "HTTP/1.1 200 OK\r\n\r\naudio")) {
      IOException full = new IOException("disk full");

      for (int i = 0; i < 10; i++) {
        // when, then
        assertThatThrownBy(
                () ->
                    out.client.download(
                        Outbounds.get(host),
                        (b, o, l) -> {
                          throw full;
                        }))
            .isSameAs(full);
      }
    }
  }

  private static void drip(OutputStream stream) throws IOException, InterruptedException {
    stream.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(UTF_8));
    CountDownLatch never = new CountDownLatch(1);
    do {
      stream.write('x');
    } while (!never.await(50, TimeUnit.MILLISECONDS));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
