package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Delivery;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How each vendor is asked for its history. */
class HistoryTest {

  private static final Instant FROM = Instant.parse("2025-07-28T04:45:00Z");
  private static final Instant UNTIL = Instant.parse("2025-07-28T06:45:00.5Z");

  @ParameterizedTest
  @CsvSource({
    "knowlarity, calllog, true",
    "convoso, log, true",
    "onecom, cdrs, true",
    "knowrithm, leads, false"
  })
  void aListHasAnEndWhereItIsAskedForOne(String vendor, String api, boolean bounded) {
    assertThat(Histories.of(vendor, api).isBounded()).isEqualTo(bounded);
  }

  @Test
  void knowlaritysCallLogIsAskedWithTwoKeysInHeaders() {
    ApiRequest.Askable request = ask(Histories.of("knowlarity", "calllog"), 500, 0);

    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.uri())
        .isEqualTo(
            URI.create(
                "https://kpi.knowlarity.com/Basic/v1/account/calllog"
                    + "?start_time=2025-07-28+10%3A15%3A00%2B05%3A30"
                    + "&end_time=2025-07-28+12%3A15%3A01%2B05%3A30&limit=500&offset=500"));
    assertThat(request.headers())
        .isEqualTo(Map.of("x-api-key", "k&1 z", "authorization", "s+2", "channel", "Basic"));
    assertThat(request.form()).isNull();
    assertThat(request.toString()).isEqualTo("GET https://kpi.knowlarity.com");
  }

  @Test
  void convososLogIsAskedWithTheTokenInTheForm() {
    ApiRequest.Askable request = ask(Histories.of("convoso", "log"), 1000, 0);

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri()).isEqualTo(URI.create("https://api.convoso.com/v1/log/retrieve"));
    assertThat(request.headers()).isEmpty();
    assertThat(request.form())
        .isEqualTo(
            "auth_token=k%261+z&start_time=2025-07-27+21%3A45%3A00"
                + "&end_time=2025-07-27+23%3A45%3A01&limit=500&offset=1000&include_recordings=1");
  }

  @Test
  void convososRecordingsAreAskedOfAllLeads() {
    History recordings = Histories.of("convoso", "recordings");
    ApiRequest.Askable request = ask(recordings, 0, 0);

    assertThat(request.uri())
        .isEqualTo(URI.create("https://api.convoso.com/v1/leads/get-recordings"));
    assertThat(request.form())
        .isEqualTo(
            "auth_token=k%261+z&lead_id=0&start_time=2025-07-27+21%3A45%3A00"
                + "&end_time=2025-07-27+23%3A45%3A01&limit=100&offset=0");
    assertThat(recordings.subject()).isEqualTo(Subject.RECORDINGS);
  }

  @Test
  void onecomIsAskedForDaysOfATenantWithTheKeyInTheQuery() {
    Pulls onecom = Histories.pulls("onecom", "");
    ApiRequest.Askable request = ask(onecom.history("cdrs"), 0, 0);

    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.uri())
        .isEqualTo(
            URI.create(
                "https://pbx6webserver.1com.co.il/pbx/proxyapi.php?key=k%261+z&reqtype=INFO"
                    + "&info=CDRS&tenant=acme+%26+co&format=csv&start=2025-07-28&end=2025-07-28"));
    assertThat(request.toString()).isEqualTo("GET https://pbx6webserver.1com.co.il");
    assertThat(onecom.isSecretParameter("KEY")).isTrue();
    assertThat(onecom.syncDoors())
        .isEqualTo(
            Map.of(
                SyncRange.TODAY, "/api/onecom/sync/today",
                SyncRange.RANGE, "/api/onecom/sync",
                SyncRange.LAST_WEEK, "/api/onecom/sync/last-week"));
  }

  @Test
  void knowrithmsPagesAreNumberedFromOneAndHaveNoEnd() {
    History leads = Histories.of("knowrithm", "leads");
    ApiRequest.Askable request = ask(leads, 2, 0);

    assertThat(request.uri())
        .isEqualTo(
            URI.create(
                "https://app.knowrithm.org/api/v1/lead/company?page=3&per_page=100"
                    + "&created_after=2025-07-28T04%3A45%3A00Z"));
    assertThat(request.headers()).isEqualTo(Map.of("X-API-Key", "k&1 z", "X-API-Secret", "s+2"));
    assertThat(leads.sliceEnd(FROM, FROM.plus(Duration.ofDays(900))))
        .isEqualTo(FROM.plus(Duration.ofDays(900)));
  }

  @ParameterizedTest(name = "{0} rows: {1}")
  @CsvSource({"0,500", "50,50", "9000,500"})
  void fewerRowsMayBeAskedForAndNeverMore(int asked, int said) {
    assertThat(ask(Histories.of("convoso", "log"), 0, asked).form()).contains("limit=" + said);
  }

  @Test
  void aSourcesOwnBaseStandsBeforeTheVendorsPath() {
    Pulls pulls = Histories.pulls("onecom", ", api: 'http://127.0.0.1:8099/fake/'");

    assertThat(ask(pulls.history("cdrs"), 0, 0).uri().toString())
        .startsWith("http://127.0.0.1:8099/fake/pbx/proxyapi.php?key=");
    assertThat(pulls.hosts()).containsExactlyInAnyOrder("127.0.0.1", "pbx6webserver.1com.co.il");
    assertThat(Histories.pulls("onecom", "").hosts()).containsExactly("pbx6webserver.1com.co.il");
  }

  @Test
  void whatIsNotConfiguredIsNotAsked() {
    Pulls off = Histories.pulls("convoso", ", enabled: false");

    assertThat(off.history("log").request(FROM, UNTIL, 0, 0))
        .isEqualTo(new ApiRequest.Unaskable("source convoso: pull: enabled is false"));
    assertThat(off.configured()).isFalse();
    assertThat(off.history("calls")).isNull();
    assertThat(Pulls.of(Histories.definitions("convoso", "", null), "nobody")).isNull();
  }

  @Test
  void aSourceIsPolledAsOftenAsItSays() {
    assertThat(Histories.of("convoso", "log").every()).isEqualTo(Duration.ofMinutes(5));
    assertThat(Histories.pulls("convoso", ", every: 30s").history("log").every())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(Histories.of("onecom", "cdrs").lag()).isEqualTo(Duration.ofSeconds(30));
    assertThat(Histories.of("onecom", "cdrs").overlap()).isEqualTo(Duration.ofHours(2));
    assertThat(Histories.pulls("convoso", ", reconcile: false").reconciles()).isFalse();
    assertThat(Histories.pulls("convoso", "").reconciles()).isTrue();
  }

  @Test
  void aPageIsPublishedAsADeliveryThatWasPulled() {
    History log = Histories.of("convoso", "log");
    Page.Part part = new Page.Part(new byte[] {'{', '}'}, "application/json", 1, new long[] {1});

    Delivery delivery = log.delivery(part, "d-1", "poll", FROM, UNTIL, 500, Given.RECEIVED);

    assertThat(Delivery.of(delivery.headers(), delivery.body())).isEqualTo(delivery);
    assertThat(delivery.headers())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("delivery_id", "d-1"),
                Map.entry("source", "convoso"),
                Map.entry("vendor", "convoso"),
                Map.entry("door", "call"),
                Map.entry("received_at", "2026-01-01T00:00:00Z"),
                Map.entry("method", "GET"),
                Map.entry("content_type", "application/json"),
                Map.entry("remote_ip", ""),
                Map.entry("proof", "pulled:log"),
                Map.entry("pulled", "poll 2025-07-28T04:45:00Z 2025-07-28T06:45:00.500Z 500")));
  }

  @Test
  void whoeverPrintsARequestPrintsNoSecret() {
    for (String vendor : List.of("knowlarity", "convoso", "onecom", "knowrithm")) {
      Pulls pulls = Histories.pulls(vendor, "");
      for (String name : pulls.names()) {
        assertThat(ask(pulls.history(name), 0, 0).toString()).doesNotContain("k&1", "k%261", "s+2");
      }
    }
  }

  private static ApiRequest.Askable ask(History history, long cursor, int size) {
    return (ApiRequest.Askable) history.request(FROM, UNTIL, cursor, size);
  }
}
