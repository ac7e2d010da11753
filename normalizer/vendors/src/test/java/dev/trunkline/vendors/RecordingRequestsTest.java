package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.vendors.Translation.Element;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the call-recording-fetcher is asked about what vendors told. */
class RecordingRequestsTest {

  private static final String CONVOSO =
      """
      {"call_log_id": "501", "lead_id": "270", "phone_number": "2025550143", "call_type": "OUTBOUND",
       "call_date": "2025-10-27 09:15:02", "agent_full_name": "Ann Lee"%s}
      """;

  @Test
  void aFinishedCallWithoutALinkIsWanted() {
    Element.Understood understood =
        understood("convoso", CONVOSO.formatted(", \"status\": \"SALE\", \"length_in_sec\": 183"));

    CallEvent call = (CallEvent) understood.events().get(0);
    assertThat(understood.requests())
        .containsExactly(
            new RecordingRequest(
                Ask.WANTED,
                "convoso/501",
                "convoso",
                "convoso",
                "501",
                "270",
                Instant.parse("2025-10-27T16:15:02Z"),
                null,
                183,
                List.of(),
                Given.RECEIVED,
                "d1",
                call.eventId(),
                call.definitionHash(),
                null,
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'status': 'SALE', 'length_in_sec': 1|WANTED",
        "'status': 'SALE', 'length_in_sec': 0|",
        "'status': 'SALE', 'length_in_sec': 9, 'talk_time': 0|",
        "'status': 'SALE', 'term_reason': 'AGENT'|WANTED",
        "'status': 'AA', 'length_in_sec': 9|WANTED",
        "'status': 'NA', 'length_in_sec': 9|",
        "'status': 'SALE', 'length_in_sec': 9, 'recording': ''|WANTED",
        "'status': 'SALE', 'length_in_sec': 9, 'recording': []|WANTED",
        "'status': 'SALE', 'length_in_sec': 9, 'recording': null|WANTED",
        "'status': 'SALE', 'length_in_sec': 9, 'recording': 'NA'|WANTED",
        "'status': 'SALE', 'length_in_sec': 9, 'recording': 'a_2025550143_8.wav'|WANTED",
        "'status': 'NA', 'length_in_sec': 9, 'recording': 'https://vendor.example/9.mp3'|PRESENT",
        "'status': 'SALE', 'length_in_sec': 9, 'recording': {'recording_id': 8, 'src': 'a.wav'}|PRESENT",
      })
  void whatIsAskedFollowsFromTheReport(String fields, Ask ask) {
    String body = CONVOSO.formatted(", " + fields.replace('\'', '"'));

    assertThat(understood("convoso", body).requests())
        .extracting(RecordingRequest::ask)
        .isEqualTo(ask == null ? List.of() : List.of(ask));
  }

  @Test
  void aLinkIsAskedForAsTheVendorWroteItAndPublishedWithoutItsToken() {
    String link = "https://admin-dt.convoso.com/play-recording-public/JTdC==?rlt=EXAMPLE";
    Element.Understood understood =
        understood(
            "convoso",
            CONVOSO.formatted(
                ", \"status\": \"SALE\", \"length_in_sec\": 9, \"recording\": \"" + link + "\""));

    assertThat(((CallEvent) understood.events().get(0)).recordingUrl())
        .isEqualTo("https://admin-dt.convoso.com/play-recording-public/JTdC==");
    assertThat(understood.requests().get(0).links())
        .containsExactly(new RecordingLink(link, null, null, null, null));
    assertThat(understood.toString()).doesNotContain("EXAMPLE");
  }

  /** Of each the public link, or else another that stands in its place. */
  @Test
  void everyRecordingOfAListIsTold() {
    Element.Understood understood =
        understood(
            "convoso",
            CONVOSO.formatted(
                """
                , "status": "SALE", "length_in_sec": 9, "recording": [
                  {"recording_id": 8, "public_url": "https://vendor.example/8?rlt=EXAMPLE", "src": "https://vendor.example/a"},
                  {"recording_id": 9, "src": "https://vendor.example/9"},
                  {"recording_id": 10, "src": "10.wav"},
                  {"recording_id": 8, "public_url": "https://vendor.example/8?rlt=EXAMPLE"}]
                """));

    assertThat(understood.requests().get(0).links())
        .containsExactly(
            new RecordingLink("https://vendor.example/8?rlt=EXAMPLE", "8", null, null, null),
            new RecordingLink("https://vendor.example/9", "9", null, null, null));
  }

  @Test
  void aListOfPlainLinksIsTold() {
    String links = "[\"https://vendor.example/8\", \"\", \"https://vendor.example/9\"]";

    assertThat(
            understood(
                    "convoso",
                    CONVOSO.formatted(
                        ", \"status\": \"SALE\", \"length_in_sec\": 9, \"recording\": " + links))
                .requests()
                .get(0)
                .links())
        .extracting(RecordingLink::url)
        .containsExactly("https://vendor.example/8", "https://vendor.example/9");
  }

  @Test
  void aRecordingThatNamesItsCallIsPresent() {
    String yaml =
        Given.YAML
                .replace("other: [other]", "vendor_recording_id: [rec]\n  recording_url: [url]")
                .replace("vendor_call_id: [id]", "vendor_call_id: [id]\n  expires_at: [until]")
            + "recordings: {wanted: {status: [answered]}}\n";
    SourceTranslator translator = translator(yaml, "{'event_type': 'recording.found'}");

    Element.Understood understood =
        (Element.Understood)
            translator
                .translate(
                    Given.delivery(
                        "d1",
                        "test",
                        """
                        {"id": "17", "rec": "9", "url": "https://vendor.example/9",
                         "start": "2025-10-27T13:00:00Z", "length": 5, "until": "2025-10-28T13:00:00Z"}
                        """))
                .elements()
                .get(0);

    assertThat(((RecordingEvent) understood.events().get(0)).callId()).isEqualTo("test/17");
    RecordingRequest request = understood.requests().get(0);
    assertThat(request.ask()).isEqualTo(Ask.PRESENT);
    assertThat(request.callId()).isEqualTo("test/17");
    assertThat(request.startedAt()).as("the recording's, not the call's").isNull();
    assertThat(request.links())
        .containsExactly(
            new RecordingLink(
                "https://vendor.example/9",
                "9",
                Instant.parse("2025-10-27T13:00:00Z"),
                5,
                Instant.parse("2025-10-28T13:00:00Z")));
  }

  @Test
  void withoutTheBlockOrWhereTheSourceDisablesItNothingIsAsked() {
    String mapping = "{'event_type': 'call.completed', 'status': 'answered', 'agent_name': other}";
    String body = "{\"id\": \"17\"}";
    VendorDefinition without = VendorDefinition.of(Given.folder(Given.YAML, mapping));
    VendorDefinition with =
        VendorDefinition.of(
            Given.folder(Given.YAML + "recordings: {wanted: {status: [answered]}}\n", mapping));

    assertThat(requests(new SourceTranslator(with.reading(null, null), with), body)).hasSize(1);
    assertThat(requests(new SourceTranslator(without.reading(null, null), without), body))
        .isEmpty();
    assertThat(
            requests(
                new SourceTranslator(
                    RecordingsApiTest.source(
                        "test", new RecordingSettings(null, null, null, false)),
                    with),
                body))
        .isEmpty();
  }

  @Test
  void theFirstFileOfAPbxIsPresentByItsId() {
    Element.Understood understood =
        understood(
            "onecom",
            """
            {"uniqueid": "1754337031.5", "src": "0500000123", "dst": "101", "disposition": "ANSWERED",
             "duration": 20, "billsec": 10, "recordfiles": "auto-1.wav@auto-2.wav@"}
            """);

    assertThat(understood.requests().get(0).links())
        .containsExactly(new RecordingLink(null, "auto-1.wav", null, null, null));
  }

  private static List<RecordingRequest> requests(SourceTranslator translator, String body) {
    return ((Element.Understood)
            translator.translate(Given.delivery("d1", "test", body)).elements().get(0))
        .requests();
  }

  private static SourceTranslator translator(String yaml, String mapping) {
    VendorDefinition definition = VendorDefinition.of(Given.folder(yaml, mapping));
    return new SourceTranslator(definition.reading(null, null), definition);
  }

  private static Element.Understood understood(String source, String body) {
    Element element = Given.elements(source, body).get(0);
    assertThat(element).isInstanceOf(Element.Understood.class);
    return (Element.Understood) element;
  }
}
