package dev.trunkline.load.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Translation.Element;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.Vendors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the fake says is what our definition of Convoso reads. */
class ReadByTheDefinitionTest {

  private static final Vendors VENDORS = Vendors.builtIn();
  private static final Source CONVOSO =
      Sources.demo(VENDORS).all().stream()
          .filter(source -> source.vendor().equals("convoso"))
          .findFirst()
          .orElseThrow();
  private static final Translator TRANSLATOR = Translator.of(VENDORS, List.of(CONVOSO));

  private static final ScriptedCall CALL = ScriptedCall.of(0, Script.MORNING, 60);
  private final Client.Hand clock = new Client.Hand(CALL.endedAt());

  @ParameterizedTest
  @EnumSource
  void aCallsWebhookIsACallWithoutARecording(ScriptedCall.Unrecorded unrecorded) {
    byte[] body = ConvosoCalls.pacific().ended(CALL.webhook(unrecorded));

    CallEvent call = (CallEvent) event("none", body);
    assertThat(call.eventType()).isEqualTo(EventType.CALL_COMPLETED);
    assertThat(call.vendorCallId()).isEqualTo(CALL.callLogId());
    assertThat(call.vendorLeadId()).isEqualTo(CALL.leadId());
    assertThat(call.startedAt()).isEqualTo(CALL.startedAt());
    assertThat(call.durationS()).isEqualTo(60);
    assertThat(call.customerPhone()).isEqualTo("+12025550000");
    assertThat(call.recordingUrl()).isNull();
  }

  @Test
  void aCallToldAgainBringsItsLink() {
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(CALL))) {
      String link = fake.link(CALL.recordings().get(0));

      CallEvent call = (CallEvent) event("none", ConvosoCalls.pacific().recorded(CALL, link));

      assertThat(call.recordingUrl()).isEqualTo(link.substring(0, link.indexOf('?')));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aListedRecordingIsARecordingOfTheLead(ScriptedCall.Form form) throws Exception {
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(CALL.form(form)))) {
      byte[] page = new Client().recordings(fake, CALL.leadId()).body();

      RecordingEvent found = (RecordingEvent) event("pulled", page);
      assertThat(found.eventType()).isEqualTo(EventType.RECORDING_FOUND);
      assertThat(found.vendorRecordingId()).isEqualTo("7000000");
      assertThat(found.vendorLeadId()).isEqualTo(CALL.leadId());
      assertThat(found.startedAt()).isEqualTo(CALL.startedAt());
      assertThat(found.recordingUrl()).contains("/play-recording-public/");
    }
  }

  private static CanonicalEvent event(String proof, byte[] body) {
    Delivery delivery =
        new Delivery(
            DeliveryIds.next(),
            CONVOSO.id(),
            "convoso",
            "call",
            CALL.endedAt(),
            "POST",
            null,
            "application/json",
            "127.0.0.1",
            proof,
            null,
            Map.of(),
            null,
            body);
    List<Element> elements = TRANSLATOR.translate(delivery).elements();
    assertThat(elements).singleElement().isInstanceOf(Element.Understood.class);
    List<CanonicalEvent> events = ((Element.Understood) elements.get(0)).events();
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
