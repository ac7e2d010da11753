package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.load.vendor.Behaviour.RetryAfter;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;

/** Each trouble of a history, as it looks to whoever asks for a page; the next request is well. */
class HistoryTroublesTest {

  private static final Instant START = Instant.parse("2026-02-02T10:00:00Z");

  private final Client.Hand clock = new Client.Hand(START.plusSeconds(3_600));
  private final FakeVendors fake = FakeVendors.start(clock);
  private final Asking asking = new Asking(fake);

  @BeforeEach
  void fourOfEach() {
    for (int n = 0; n < 4; n++) {
      fake.add(ScriptedCall.of(n, START, 60));
      fake.add(KnowlarityCall.of(n, START, 60));
      fake.add(OneComCall.of(n, START, 60));
      fake.add(KnowrithmLead.of(n, START));
    }
  }

  @AfterEach
  void close() {
    fake.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOG", "RECORDINGS", "KNOWLARITY", "ONECOM", "KNOWRITHM"})
  void everyTroubleLastsAsLongAsItIsMeantTo(Visit.Door door) throws Exception {
    String well = page(door);

    fake.next(door, 2, new Behaviour.Status(500));
    fake.next(door, 1, new Behaviour.HtmlPage());
    fake.next(door, 1, new Behaviour.PlainText("Bad gateway"));
    fake.next(door, 1, new Behaviour.ErrorList("Try later"));
    fake.next(door, 1, new Behaviour.BreaksOff());
    fake.next(door, 1, new Behaviour.Resets());

    assertThat(ask(door).statusCode()).isEqualTo(500);
    assertThat(ask(door).statusCode()).isEqualTo(500);
    assertThat(page(door)).startsWith("<!DOCTYPE html>");
    assertThat(page(door)).isEqualTo("Bad gateway\n");
    assertThat(page(door)).isEqualTo("[{\"Error_Message\":\"Try later\"}]");
    assertThatThrownBy(() -> ask(door)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ask(door)).isInstanceOf(IOException.class);
    assertThat(likeBefore(page(door))).isEqualTo(likeBefore(well));
    assertThat(fake.requests(door))
        .extracting(Visit::status)
        .containsExactly(200, 500, 500, 200, 200, 200, 200, 200, 200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LOG|{\"success\":false,\"code\":5000,\"text\":\"no way\"}",
        "RECORDINGS|{\"success\":false,\"code\":5000,\"text\":\"no way\"}",
        "KNOWLARITY|[{\"Error_Message\":\"no way\"}]",
        "ONECOM|Too bad, no way",
        "KNOWRITHM|{\"error\":\"no way\"}",
      })
  void eachFailsInItsOwnFormWith200(Visit.Door door, String body) throws Exception {
    fake.next(door, 1, Behaviour.Failure.in200("no way"));
    fake.next(door, 1, new Behaviour.Failure(403, "no way"));

    HttpResponse<byte[]> failed = ask(door);

    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(new String(failed.body(), UTF_8).strip()).isEqualTo(body);
    assertThat(ask(door).statusCode()).isEqualTo(403);
  }

  @Test
  void aPauseIsAskedForInSecondsOrByDate() throws Exception {
    RetryAfter date = new RetryAfter.Date(Duration.ofSeconds(90));
    fake.next(Visit.Door.LOG, 1, new Behaviour.TooMany(new RetryAfter.Seconds(17)));
    fake.next(Visit.Door.LOG, 1, new Behaviour.TooMany(date));

    HttpResponse<byte[]> seconds = ask(Visit.Door.LOG);
    HttpResponse<byte[]> until = ask(Visit.Door.LOG);

    assertThat(seconds.statusCode()).isEqualTo(429);
    assertThat(seconds.headers().firstValue("Retry-After")).hasValue("17");
    assertThat(until.headers().firstValue("Retry-After")).hasValue("Mon, 02 Feb 2026 11:01:30 GMT");
  }

  @ParameterizedTest
  @CsvSource({
    "LOG, /data/results, /data/entries",
    "KNOWLARITY, /objects, /meta/total_count",
    "KNOWRITHM, /items, /total"
  })
  void aPageMayHoldFewerRowsThanItAnnounces(Visit.Door door, String rows, String count)
      throws Exception {
    fake.next(door, 1, new Behaviour.FewerRows());

    var page = Client.json(ask(door));

    assertThat(page.at(rows)).hasSize(2);
    assertThat(page.at(count).intValue()).isEqualTo(4);
    assertThat(Client.json(ask(door)).at(rows)).hasSize(4);
  }

  @Test
  void aPageMayBeCutWhereItsLengthSaysSo() throws Exception {
    fake.next(Visit.Door.KNOWLARITY, 1, new Behaviour.ClaimsLess(200));

    HttpResponse<byte[]> cut = ask(Visit.Door.KNOWLARITY);

    assertThat(cut.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> Client.json(cut)).isInstanceOf(JacksonException.class);
  }

  @Test
  void aTroubleAtOneDoorIsNoneAtAnother() throws Exception {
    fake.next(Visit.Door.LOG, 1, new Behaviour.Status(500));

    assertThat(ask(Visit.Door.KNOWRITHM).statusCode()).isEqualTo(200);
    assertThat(ask(Visit.Door.LOG).statusCode()).isEqualTo(500);
  }

  private HttpResponse<byte[]> ask(Visit.Door door) throws Exception {
    return asking.ask(
        door,
        switch (door) {
          case KNOWLARITY ->
              Map.of("start_time", "2026-02-01 00:00:00", "end_time", "2026-02-04 00:00:00");
          case ONECOM -> Map.of("start", "2026-02-02", "end", "2026-02-02");
          case RECORDINGS -> Map.of("lead_id", "0");
          case LOG, KNOWRITHM -> Map.of("limit", "100");
          case AUDIO, MOVED, NONE -> throw new AssertionError("no history");
        });
  }

  private String page(Visit.Door door) throws Exception {
    return new String(ask(door).body(), UTF_8);
  }

  /** Every page has other links. */
  private static String likeBefore(String page) {
    return page.replaceAll("rlt=\\w+", "");
  }
}
