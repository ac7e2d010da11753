package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.load.vendor.Behaviour.RetryAfter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each trouble, as it looks from the other end of the wire. */
class TroublesTest {

  private static final Instant START = Script.MORNING;
  private static final ScriptedCall CALL = ScriptedCall.of(0, START, 60);
  private static final Audio AUDIO = CALL.recordings().get(0).audio();

  private final Client client = new Client();
  private final Client.Hand clock = new Client.Hand(START.plusSeconds(120));
  private FakeConvoso fake;

  @AfterEach
  void close() {
    fake.close();
  }

  private String link(Behaviours download) {
    ScriptedCall call = CALL.recording(r -> r.download(download));
    fake = FakeConvoso.start(clock, Script.of(call));
    return fake.link(call.recordings().get(0));
  }

  private String link(Behaviour always) {
    return link(Behaviours.always(always));
  }

  @Test
  void notFoundSomeTimesThenThere() throws Exception {
    String link = link(Behaviours.first(2, new Behaviour.Status(404)));

    assertThat(List.of(status(link), status(link), status(link))).containsExactly(404, 404, 200);
    assertThat(fake.requests()).extracting(Visit::status).containsExactly(404, 404, 200);
  }

  @Test
  void oneTroubleAfterAnotherByNumberAndByClock() throws Exception {
    String link =
        link(
            Behaviours.until(START.plusSeconds(180), new Behaviour.Status(503))
                .then(1, new Behaviour.Status(500))
                .thenUntil(START.plusSeconds(240), new Behaviour.Status(404)));

    List<Integer> early = List.of(status(link), status(link));
    clock.to(START.plusSeconds(180));
    List<Integer> later = List.of(status(link), status(link), status(link));
    clock.to(START.plusSeconds(240));

    assertThat(early).containsExactly(503, 503);
    assertThat(later).containsExactly(500, 404, 404);
    assertThat(status(link)).isEqualTo(200);
  }

  static Stream<Arguments> retryAfters() {
    return Stream.of(
        Arguments.of(new RetryAfter.Seconds(420), "420"),
        Arguments.of(new RetryAfter.Date(Duration.ofMinutes(8)), "Mon, 02 Feb 2026 17:10:00 GMT"),
        Arguments.of(new RetryAfter.Text("99999999999999"), "99999999999999"));
  }

  @ParameterizedTest
  @MethodSource("retryAfters")
  void tooManySaysWhenToComeAgain(RetryAfter retryAfter, String written) throws Exception {
    HttpResponse<byte[]> answer = client.get(link(new Behaviour.TooMany(retryAfter)));

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue(written);
  }

  @Test
  void aPageJsonNothingAndOtherBytesComeWith200() throws Exception {
    String link =
        link(
            Behaviours.first(1, new Behaviour.HtmlPage())
                .then(1, new Behaviour.JsonError(6004, "No such Lead"))
                .then(1, new Behaviour.Empty())
                .then(1, new Behaviour.WrongBytes()));

    HttpResponse<byte[]> page = client.get(link);
    HttpResponse<byte[]> json = client.get(link);
    HttpResponse<byte[]> empty = client.get(link);
    HttpResponse<byte[]> wrong = client.get(link);

    assertThat(List.of(page, json, empty, wrong)).allMatch(answer -> answer.statusCode() == 200);
    assertThat(new String(page.body(), ISO_8859_1)).startsWith("<!DOCTYPE html>");
    assertThat(new String(json.body(), ISO_8859_1))
        .isEqualTo("{\"success\":false,\"code\":6004,\"text\":\"No such Lead\"}");
    assertThat(empty.body()).isEmpty();
    assertThat(wrong.body()).startsWith('P', 'K', 3, 4).hasSize((int) AUDIO.length());
    assertThat(wrong.headers().firstValue("Content-Type")).hasValue("audio/mpeg");
  }

  @Test
  void moreIsToldThanComes() {
    String link = link(new Behaviour.ClaimsMore(1_000));

    assertThatThrownBy(() -> client.get(link)).isInstanceOf(IOException.class);
  }

  @Test
  void lessIsToldThanComes() throws Exception {
    byte[] all = Client.raw(link(new Behaviour.ClaimsLess(1_000)));

    String head = head(all);
    assertThat(head).contains("Content-Length: " + (AUDIO.length() - 1_000) + "\r\n");
    assertThat(all.length - head.length()).isEqualTo(AUDIO.length());
  }

  @Test
  void theBodyBreaksOffInTheMiddle() throws Exception {
    byte[] all = Client.raw(link(new Behaviour.BreaksOff()));

    assertThat(head(all)).contains("Content-Length: " + AUDIO.length() + "\r\n");
    assertThat(all.length - head(all).length()).isEqualTo(AUDIO.length() / 2);
  }

  @Test
  void theConnectionIsResetInTheMiddle() {
    String link = link(new Behaviour.Resets());

    assertThatThrownBy(() -> Client.raw(link)).isInstanceOf(SocketException.class);
  }

  @Test
  void gzipComesUnasked() throws Exception {
    HttpResponse<byte[]> answer = client.get(link(new Behaviour.Gzipped()));

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(in.readAllBytes()).hasSize((int) AUDIO.length());
    }
  }

  @Test
  void chunksComeWithoutEnd() throws Exception {
    URI to = URI.create(link(new Behaviour.Endless()));
    try (Socket socket = new Socket(to.getHost(), to.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET %s?%s HTTP/1.1\r\nHost: x\r\n\r\n"
                  .formatted(to.getRawPath(), to.getRawQuery())
                  .getBytes(ISO_8859_1));

      byte[] much = socket.getInputStream().readNBytes(50 * (int) AUDIO.length());

      assertThat(head(much))
          .contains("Transfer-Encoding: chunked")
          .doesNotContain("Content-Length");
      assertThat(much).hasSize(50 * (int) AUDIO.length());
    }
  }

  @Test
  void headersAreSlow() throws Exception {
    String link = link(new Behaviour.SlowHeaders(Duration.ofMillis(300)));
    long before = System.nanoTime();

    assertThat(status(link)).isEqualTo(200);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(300_000_000L);
  }

  @Test
  void theBodyDrips() throws Exception {
    String link = link(new Behaviour.Drip(4_000, Duration.ofMillis(100)));
    long before = System.nanoTime();

    assertThat(client.get(link).body()).hasSize((int) AUDIO.length());
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(300_000_000L);
  }

  @Test
  void closingWaitsForNothingSlow() throws Exception {
    String link = link(new Behaviour.SlowHeaders(Behaviour.LONGEST_WAIT));
    Thread waiting =
        Thread.startVirtualThread(
            () -> assertThatThrownBy(() -> client.get(link)).isInstanceOf(IOException.class));
    org.awaitility.Awaitility.await().until(() -> fake.requests().size() == 1);

    fake.close();

    assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void anExpiredLinkIsRefusedUntilANewOneIsAskedFor() throws Exception {
    ScriptedCall call =
        CALL.recording(r -> r.download(Behaviours.always(new Behaviour.Expired(2))));
    fake = FakeConvoso.start(clock, Script.of(call));

    String first = url();
    List<Integer> stale = List.of(status(first), status(first));
    String second = url();

    assertThat(stale).containsExactly(403, 403);
    assertThat(status(second)).isEqualTo(200);
    assertThat(status(first)).isEqualTo(403);
  }

  private String url() throws Exception {
    return Client.json(client.recordings(fake, CALL.leadId()))
        .at("/data/entries/0/url")
        .stringValue();
  }

  @Test
  void aRedirectLeadsOnwardsToTheAudio() throws Exception {
    String location = location(link(redirect(new Behaviour.Redirect.Onwards())));

    assertThat(client.get(location).body()).hasSize((int) AUDIO.length());
    assertThat(fake.requests())
        .extracting(Visit::door)
        .containsExactly(Visit.Door.AUDIO, Visit.Door.MOVED);
  }

  @Test
  void aRedirectLeadsToItself() throws Exception {
    String link = link(redirect(new Behaviour.Redirect.Itself()));

    assertThat(location(link)).isEqualTo(link);
  }

  @Test
  void aRedirectLeadsToAPrivateAddress() throws Exception {
    URI metadata = Behaviour.Redirect.METADATA;

    assertThat(location(link(redirect(new Behaviour.Redirect.Elsewhere(metadata)))))
        .isEqualTo("http://169.254.169.254/latest/meta-data/");
  }

  @Test
  void theApiHasTheSameTroubles() throws Exception {
    ScriptedCall call =
        CALL.api(
            Behaviours.first(1, new Behaviour.HtmlPage())
                .then(1, new Behaviour.Status(500))
                .then(1, new Behaviour.BreaksOff()));
    fake = FakeConvoso.start(clock, Script.of(call));

    assertThat(new String(client.recordings(fake, call.leadId()).body(), ISO_8859_1))
        .startsWith("<!DOCTYPE html>");
    assertThat(client.recordings(fake, call.leadId()).statusCode()).isEqualTo(500);
    assertThatThrownBy(() -> client.recordings(fake, call.leadId()))
        .isInstanceOf(IOException.class);
    assertThat(url()).startsWith("http");
  }

  private int status(String uri) throws Exception {
    return client.get(uri).statusCode();
  }

  private String location(String uri) throws Exception {
    HttpResponse<byte[]> answer = client.get(uri);
    assertThat(answer.statusCode()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static Behaviour redirect(Behaviour.Redirect.Target target) {
    return Behaviour.Redirect.to(target);
  }

  private static String head(byte[] all) {
    String text = new String(all, ISO_8859_1);
    return text.substring(0, text.indexOf("\r\n\r\n") + 4);
  }
}
