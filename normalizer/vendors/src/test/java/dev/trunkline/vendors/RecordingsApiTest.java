package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Asking a vendor for a call's recordings, and reading what it answers: Convoso with its quirks.
 */
class RecordingsApiTest {

  private static final Secret SECRET = new Secret("CONVOSO_API_TOKEN", "x&y z");
  private static final String NOON = "2025-10-27T19:00:00Z"; // noon in Los Angeles
  private static final String LINK = "https://admin-dt.convoso.com/play-recording-public/JTdC==";

  private static final Recordings CONVOSO = recordings("convoso", settings(SECRET, null));

  @Test
  void convosoIsAskedByLeadWithTheTokenInTheForm() {
    ApiRequest.Askable request = (ApiRequest.Askable) CONVOSO.request(call("270", NOON, 60));

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri())
        .isEqualTo(URI.create("https://api.convoso.com/v1/leads/get-recordings"));
    assertThat(request.form()).isEqualTo("lead_id=270&limit=100&auth_token=x%26y+z");
    assertThat(request.headers()).isEmpty();
    assertThat(request.toString()).isEqualTo("POST https://api.convoso.com");
  }

  @Test
  void aSourcesOwnBaseStandsBeforeTheVendorsPath() {
    Recordings recordings =
        recordings("convoso", settings(SECRET, URI.create("http://127.0.0.1:8099/fake/")));

    assertThat(((ApiRequest.Askable) recordings.request(call("270", NOON, 60))).uri())
        .isEqualTo(URI.create("http://127.0.0.1:8099/fake/v1/leads/get-recordings"));
    assertThat(recordings.hosts())
        .containsExactlyInAnyOrder("127.0.0.1", "admin-dt.convoso.com", "api.convoso.com");
    assertThat(CONVOSO.hosts())
        .containsExactlyInAnyOrder("admin-dt.convoso.com", "api.convoso.com");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(reason(CONVOSO.request(call(null, NOON, 60))))
        .isEqualTo("vendor_lead_id of the call is not known");
    assertThat(reason(recordings("convoso", RecordingSettings.USUAL).request(call("270", NOON, 1))))
        .isEqualTo("recordings: secret of source convoso is not configured");
    assertThat(reason(recordings("onecom", RecordingSettings.USUAL).request(call("270", NOON, 1))))
        .isEqualTo("the vendor has no API for recordings");
    assertThat(Recordings.of(definitions("knowrithm", RecordingSettings.USUAL), "knowrithm"))
        .isNull();
    assertThat(Recordings.of(definitions("convoso", RecordingSettings.USUAL), "nobody")).isNull();
  }

  @Test
  void theScheduleIsTheGuidesOwn() {
    assertThat(CONVOSO.schedule().first()).isEqualTo(Duration.ofMinutes(2));
    assertThat(CONVOSO.schedule().then())
        .extracting(Duration::toMinutes)
        .containsExactly(2L, 2L, 2L, 2L, 2L, 5L, 10L, 20L, 40L, 60L, 60L, 180L);
    assertThat(CONVOSO.schedule().attempts()).isEqualTo(13);
    assertThat(CONVOSO.rate()).isEqualTo(new Rate(10, Duration.ofSeconds(1)));
    assertThat(CONVOSO.concurrent()).isEqualTo(4);
    assertThat(CONVOSO.enabled()).isTrue();
    assertThat(CONVOSO.store()).isNull();
  }

  /** Rows: what the answer is; what is found of the call at noon, a minute long. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a list in an object|{'success':true,'data':{'entries':[%12:00:00;8;LINK%]}}|Matched 8",
        "a list|{'success':true,'data':[%12:00:00;8;LINK%]}|Matched 8",
        "at the window's edge|{'success':true,'data':[%12:02:00;8;LINK%]}|Matched 8",
        "before the call, at the edge|{'success':true,'data':[%11:58:00;8;LINK%]}|Matched 8",
        "beyond the window|{'success':true,'data':[%12:02:01;8;LINK%]}|None the vendor has no recording of the lead near the call yet",
        "of another lead|{'success':true,'data':[{'recording_id':8,'lead_id':271,'start_time':'2025-10-27 12:00:00','url':'LINK'}]}|None the vendor has no recording of the lead near the call yet",
        "two near|{'success':true,'data':[%12:00:00;8;LINK%,%12:00:30;9;LINK9%]}|Ambiguous 2 recordings of the lead begin near the call, and none names it",
        "one near, one far|{'success':true,'data':[%12:00:00;8;LINK%,%09:00:00;9;LINK9%]}|Matched 8",
        "one twice|{'success':true,'data':[%12:00:00;8;LINK%,%12:00:00;8;LINK%]}|Matched 8",
        "only a file near|{'success':true,'data':[%12:00:00;8;a_1.wav%,%09:00:00;9;LINK9%]}|None the vendor names a file, not a link (8)",
        "no link at all|{'success':true,'data':[%12:00:00;8;%]}|None the vendor names a recording without a link (8)",
        "an undated one|{'success':true,'data':[{'recording_id':8,'lead_id':270,'start_time':null,'url':'LINK'}]}|Ambiguous a recording of the lead has no started_at that can be read",
        "an empty list|{'success':true,'data':[]}|None the vendor has no recording of the lead near the call yet",
        "an empty list of entries|{'success':true,'data':{'entries':[]}}|None the vendor has no recording of the lead near the call yet",
        "no data|{'success':true,'data':null}|None the vendor has no recording of the lead near the call yet",
        "an error|{'success':false,'code':6004,'text':'No such Lead'}|Failed the vendor's API answered 200: the vendor's API answered an error",
        "an error without blanks, with data|{'success': false,'code':6004,'data':[]}|Failed the vendor's API answered 200: the vendor's API answered an error",
        "a page|<html><body>Login</body></html>|Failed the vendor's API answered 200 with HTML or XML",
        "nothing|``|Failed the vendor's API answered 200: body is empty",
        "half of it|{'success':true,'data':[|Failed the vendor's API answered 200: body is no JSON",
      })
  void anAnswerIsReadWithItsQuirks(String what, String body, String expected) {
    String answer =
        com.google.re2j.Pattern.compile("%([^;]*);([^;]*);([^%]*)%")
            .matcher(body)
            .replaceAll(
                "{'recording_id':$2,'lead_id':'270','start_time':'2025-10-27 $1','end_time':'','seconds':null,'url':'$3'}")
            .replace("LINK", LINK + "?rlt=EXAMPLE")
            .replace('\'', '"');

    Found found = read(call("270", NOON, 60), 200, "application/json", answer);

    assertThat(told(found)).startsWith(expected);
    if (found instanceof Found.Matched matched) {
      assertThat(matched.links().get(0).url()).isEqualTo(LINK + "?rlt=EXAMPLE");
      assertThat(CONVOSO.publicUrl(LINK + "?rlt=EXAMPLE")).isEqualTo(LINK);
      assertThat(found.toString()).doesNotContain("EXAMPLE");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404|None the vendor's API answered 404",
        "204|None the vendor's API answered 204",
        "401|Failed the vendor's API answered 401",
        "429|Failed the vendor's API answered 429",
        "500|Failed the vendor's API answered 500",
        "302|Failed the vendor's API answered 302",
      })
  void aStatusIsAReason(int status, String expected) {
    assertThat(told(read(call("270", NOON, 60), status, "application/json", "{}")))
        .isEqualTo(expected);
  }

  @Test
  void jsonThatIsCalledHtmlIsRead() {
    String page = "{\"success\":true,\"data\":[]}";

    assertThat(read(call("270", NOON, 60), 200, "text/html; charset=UTF-8", page))
        .isInstanceOf(Found.None.class);
    assertThat(told(read(call("270", NOON, 60), 200, "text/html", "Please log in")))
        .isEqualTo("Failed the vendor's API answered 200 with HTML or XML");
  }

  /** Rows: start and length of the only recording; the call is from 12:00:00 to 12:00:20. */
  @ParameterizedTest
  @CsvSource({
    "12:00:05,15,Matched",
    "11:58:40,90,Matched",
    "11:58:40,60,None",
    "12:01:20,5,Matched",
    "12:01:40,5,None",
  })
  void theNextCallsRecordingIsNotThisCalls(String start, int seconds, String expected) {
    String page =
        "{\"success\":true,\"data\":[{\"recording_id\":8,\"lead_id\":270,\"start_time\":\"2025-10-27 "
            + start
            + "\",\"seconds\":"
            + seconds
            + ",\"url\":\""
            + LINK
            + "\"}]}";

    assertThat(told(read(call("270", NOON, 20), 200, "application/json", page)))
        .startsWith(expected);
  }

  @Test
  void aRecordingOfALongCallMayBeginUntilItsEnd() {
    String page =
        "{\"success\":true,\"data\":[{\"recording_id\":8,\"lead_id\":270,"
            + "\"start_time\":\"2025-10-27 12:20:00\",\"url\":\"https://vendor.example/8\"}]}";

    assertThat(read(call("270", NOON, 1800), 200, null, page)).isInstanceOf(Found.Matched.class);
    assertThat(read(call("270", NOON, 600), 200, null, page)).isInstanceOf(Found.None.class);
    assertThat(read(call("270", null, 1800), 200, null, page)).isInstanceOf(Found.Ambiguous.class);
  }

  private static final String BY_CALL =
      """
      vendor: test
      title: A vendor whose recordings name their call
      doors: {call: {path: /webhooks/test, methods: [POST]}}
      proofs: [path-secret]
      source_defaults: {region: US, zone: America/New_York}
      split: [items]
      fields:
        vendor_call_id: [call]
        vendor_lead_id: [lead]
        vendor_recording_id: [rec]
        recording_url: [url]
        started_at: [start]
      secret_parameters: [key]
      recordings:
        wanted: {status: [answered]}
        first: 30s
        then: [1m, 2h]
        hosts: [api.vendor.example, files.vendor.example]
        api:
          url: https://api.vendor.example/recordings
          parameters: {call: "{vendor_call_id}", from: "since {started_at}"}
          times: yyyy-MM-dd HH:mm:ss
          secret: {basic: true}
        match: {by: [vendor_call_id, vendor_lead_id]}
        link: {secret: {parameter: key}}
      """;

  @Test
  void recordingsThatNameTheCallAreAllOfIt() {
    Recordings recordings = made(new Secret("KEY", "user:secret"));
    String page =
        """
        {"items": [{"call": "501", "rec": "1", "url": "https://vendor.example/1?key=K"},
                   {"call": "502", "rec": "2", "url": "https://vendor.example/2"},
                   {"call": "501", "rec": "3", "url": "https://vendor.example/3"},
                   {"lead": "270", "rec": "4", "start": "2025-10-27T19:00:00Z", "url": "https://vendor.example/4"}]}
        """;

    assertThat(recordings.read(call("270", NOON, 60), 200, null, bytes(page), Given.RECEIVED))
        .isEqualTo(
            new Found.Matched(
                List.of(
                    new RecordingLink("https://vendor.example/1?key=K", "1", null, null, null),
                    new RecordingLink("https://vendor.example/3", "3", null, null, null))));
    String others =
        """
        {"items": [{"call": "502", "lead": "270", "rec": "2", "start": "2025-10-27T19:00:00Z",
                    "url": "https://vendor.example/2"}]}
        """;
    assertThat(recordings.read(call("270", NOON, 60), 200, null, bytes(others), Given.RECEIVED))
        .as("what names another call is not ours by lead")
        .isInstanceOf(Found.None.class);
  }

  @Test
  void aQuestionByGetHasItsParametersInTheQueryAndTheSecretInAHeader() {
    Recordings recordings = made(new Secret("KEY", "user:secret"));
    ApiRequest.Askable request = (ApiRequest.Askable) recordings.request(call("270", NOON, 60));

    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.uri().toString())
        .isEqualTo(
            "https://api.vendor.example/recordings?call=501&from=since+2025-10-27+15%3A00%3A00");
    assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Basic dXNlcjpzZWNyZXQ="));
    assertThat(request.form()).isNull();
    assertThat(recordings.schedule().attempts()).isEqualTo(3);
    assertThat(recordings.isSecretParameter("KEY")).isTrue();
    assertThat(recordings.isSecretParameter("call")).isFalse();
  }

  /** Only https and only the definition's hosts: whoever writes the link would have the key. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://files.vendor.example/8.mp3|https://files.vendor.example/8.mp3?key=a%3Ab",
        "https://FILES.vendor.example/8?x=1#t|https://FILES.vendor.example/8?x=1&key=a%3Ab#t",
        "http://files.vendor.example/8.mp3|http://files.vendor.example/8.mp3",
        "https://files.vendor.example.evil.example/8|https://files.vendor.example.evil.example/8",
        "https://files.vendor.example@evil.example/8|https://files.vendor.example@evil.example/8",
      })
  void aLinkCarriesTheCredentialOnlyToTheVendor(String link, String expected) {
    ApiRequest.Askable download =
        (ApiRequest.Askable) made(new Secret("KEY", "a:b")).download(link);

    assertThat(download.uri().toString()).isEqualTo(expected);
  }

  @Test
  void whatIsNoLinkIsNotDownloaded() {
    assertThat(reason(CONVOSO.download("a_1.wav"))).isEqualTo("recording_url is no link");
    assertThat(((ApiRequest.Askable) CONVOSO.download(LINK)).headers()).isEmpty();
  }

  private static Recordings made(Secret secret) {
    Vendors vendors =
        Vendors.of(
            List.of(
                VendorDefinition.of(Given.folder(BY_CALL, "{'event_type': 'recording.found'}"))));
    return Recordings.of(
        Definitions.of(
            vendors, new Sources(List.of(source("test", settings(secret, null))), List.of())),
        "test");
  }

  private static Recordings recordings(String vendor, RecordingSettings settings) {
    return Recordings.of(definitions(vendor, settings), vendor);
  }

  private static Definitions definitions(String vendor, RecordingSettings settings) {
    return Definitions.of(Given.VENDORS, new Sources(List.of(source(vendor, settings)), List.of()));
  }

  private static RecordingSettings settings(@Nullable Secret secret, @Nullable URI api) {
    return new RecordingSettings(secret, api, null, true);
  }

  static Source source(String vendor, RecordingSettings settings) {
    return new Source(
        vendor,
        vendor,
        vendor.equals("convoso") ? ZoneId.of("America/Los_Angeles") : null,
        "US",
        List.of(new Proof.None()),
        Map.of(),
        Set.of(),
        null,
        Intake.PLAIN,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        settings,
        PullSettings.NONE);
  }

  private static RecordingRequest call(
      @Nullable String lead, @Nullable String startedAt, @Nullable Integer durationS) {
    return new RecordingRequest(
        Ask.WANTED,
        "convoso/501",
        "convoso",
        "convoso",
        "501",
        lead,
        startedAt == null ? null : Instant.parse(startedAt),
        null,
        durationS,
        List.of(),
        Given.RECEIVED,
        "d1",
        null,
        null,
        null,
        null,
        null);
  }

  private static Found read(
      RecordingRequest call, int status, @Nullable String contentType, String body) {
    return CONVOSO.read(call, status, contentType, bytes(body), Given.RECEIVED);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String told(Found found) {
    return switch (found) {
      case Found.Matched matched ->
          "Matched "
              + String.join(
                  ",", matched.links().stream().map(RecordingLink::vendorRecordingId).toList());
      case Found.None none ->
          "None "
              + none.reason()
              + (none.vendorRecordingId() == null ? "" : " (" + none.vendorRecordingId() + ")");
      case Found.Ambiguous ambiguous -> "Ambiguous " + ambiguous.reason();
      case Found.Failed failed -> "Failed " + failed.reason();
    };
  }

  private static String reason(ApiRequest request) {
    return ((ApiRequest.Unaskable) request).reason();
  }
}
