package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.vendors.Translation.Element;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page of a vendor's recordings API, read by a folder of its own. */
class RecordingsTest {

  private static final String YAML =
      """
      vendor: test
      title: A vendor with a recordings API
      doors: {call: {path: /webhooks/test, methods: [POST]}}
      proofs: [path-secret]
      source_defaults: {region: US, zone: America/New_York}
      split: [entries]
      fields:
        vendor_recording_id: [recording_id]
        vendor_call_id: [call]
        vendor_lead_id: [lead_id]
        call_id: [call_ref]
        recording_url: [url]
        started_at: [start_time]
        duration_s: [seconds]
        expires_at: [expires]
        bytes: [size]
        at: [at]
        type: [type]
      """;
  private static final String MAPPING =
      "{'event_type': type ? type : 'recording.found', 'occurred_at': at, 'media_type': call_id ? 'audio/mpeg'}";

  private static final SourceTranslator TRANSLATOR =
      new SourceTranslator(
          new Source(
              "shop",
              "test",
              null,
              null,
              List.of(new Proof.None()),
              Map.of(),
              java.util.Set.of(),
              null,
              Map.of(),
              List.of()),
          VendorDefinition.of(Given.folder(YAML, MAPPING)));

  @Test
  void aPageGivesWhatItNamesOfEachRecording() {
    List<Element> elements =
        elements(
            """
            {"entries": [
              {"recording_id": 9001, "lead_id": "4711", "url": "https://vendor.example/9001.mp3",
               "start_time": "2025-10-27 09:15:02", "seconds": "183",
               "expires": "2025-11-27T00:00:00Z"},
              {"recording_id": 9002, "lead_id": "4711", "url": "9002.mp3", "seconds": null}]}
            """);

    assertThat(elements).hasSize(2);
    RecordingEvent first = found(elements.get(0));
    assertThat(first.eventType()).isEqualTo(EventType.RECORDING_FOUND);
    assertThat(first.vendorRecordingId()).isEqualTo("9001");
    assertThat(first.vendorLeadId()).isEqualTo("4711");
    assertThat(first.recordingUrl()).isEqualTo("https://vendor.example/9001.mp3");
    assertThat(first.startedAt()).isEqualTo(Instant.parse("2025-10-27T13:15:02Z"));
    assertThat(first.durationS()).isEqualTo(183);
    assertThat(first.expiresAt()).isEqualTo(Instant.parse("2025-11-27T00:00:00Z"));
    assertThat(first.callId()).isNull();
    assertThat(first.key()).isEqualTo("shop/9001");
    assertThat(first.occurredAt()).isEqualTo(Given.RECEIVED);
    assertThat(found(elements.get(1)).recordingUrl()).isNull();
  }

  @Test
  void aCallThatIsNamedIsTheKey() {
    RecordingEvent event = found("{\"recording_id\": \"9001\", \"call\": \"17\"}");

    assertThat(event.callId()).isEqualTo("shop/17");
    assertThat(event.key()).isEqualTo("shop/17");
  }

  @Test
  void aVendorsFieldNamedAsOurIdIsNotOurId() {
    RecordingEvent event = found("{\"recording_id\": \"9001\", \"call_ref\": \"other/17\"}");

    assertThat(event.callId()).isNull();
    assertThat(event.mediaType()).isEqualTo("audio/mpeg");
  }

  @Test
  void itsOwnTimeIsWhenItOccurred() {
    assertThat(found("{\"recording_id\": \"9001\", \"at\": \"2025-10-27T13:15:02Z\"}").occurredAt())
        .isEqualTo(Instant.parse("2025-10-27T13:15:02Z"));
  }

  @Test
  void theSamePageAgainTellsTheSame() {
    String page = "{\"recording_id\": \"9001\", \"seconds\": 5}";

    assertThat(found(elements("d2", page).get(0)).eventId()).isEqualTo(found(page).eventId());
    assertThat(found("{\"recording_id\": \"9001\", \"seconds\": 6}").eventId())
        .isNotEqualTo(found(page).eventId());
  }

  @Test
  void aLinkAloneIsAFind() {
    RecordingEvent event = found("{\"url\": \"https://vendor.example/9001.mp3\"}");

    assertThat(event.entity()).isNull();
    assertThat(event.key()).isEqualTo("d1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'lead_id': '4711'}|recording_id (vendor_recording_id) is missing",
        "{'url': '9002.mp3', 'call': '17'}|recording_id (vendor_recording_id) is missing",
        "{'recording_id': '{REC_ID}'}|recording_id (vendor_recording_id) is a template that was never filled in",
        "{'type': 'recording.absent', 'url': 'https://vendor.example/1'}|recording_id (vendor_recording_id) is missing",
      },
      quoteCharacter = '`')
  void whatNamesNoRecordingIsRejected(String element, String reason) {
    assertThat(Given.rejection(elements(element.replace('\'', '"')).get(0))).isEqualTo(reason);
  }

  /** 2 GiB and more do not fit: left out, not cut. */
  @ParameterizedTest
  @CsvSource({"2147483647,2147483647", "2147483648,", "-1,"})
  void aSizeIsHeldOrLeftOut(String size, Integer held) {
    assertThat(found("{\"recording_id\": \"9001\", \"size\": " + size + "}").bytes())
        .isEqualTo(held);
  }

  private static RecordingEvent found(String body) {
    return found(elements(body).get(0));
  }

  private static RecordingEvent found(Element element) {
    return (RecordingEvent) Given.event(element);
  }

  private static List<Element> elements(String body) {
    return elements("d1", body);
  }

  private static List<Element> elements(String id, String body) {
    return TRANSLATOR.translate(Given.delivery(id, "shop", body)).elements();
  }
}
