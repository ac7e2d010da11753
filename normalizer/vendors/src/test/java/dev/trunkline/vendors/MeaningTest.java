package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.LeadEvent;
import dev.trunkline.vendors.Translation.Element;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeaningTest {

  @ParameterizedTest
  @CsvSource({
    "9007199254740993",
    "1754337031.4200007",
    "1234567890123456789012345678901234567890123456789012345678901234",
    "1e400",
  })
  void anIdWrittenAsANumberKeepsEveryDigit(String id) {
    assertThat(
            Given.call("{\"uniqueid\":" + id + ",\"start\":\"2025-08-04 22:50:31\"}")
                .vendorCallId())
        .isEqualTo(id);
  }

  @Test
  void anIdThatIsTooLongIsRejectedNotCut() {
    String body = "{\"uniqueid\":\"" + "7".repeat(257) + "\",\"disposition\":\"ANSWERED\"}";
    assertThat(Given.rejection("onecom", body))
        .isEqualTo("uniqueid (vendor_call_id) is longer than 256 characters");
  }

  @Test
  void aSecondaryIdThatIsTooLongIsLeftOutOfTheEventAndKeptInTheExtras() {
    String longId = "7".repeat(257);
    CallEvent call =
        Given.call("{\"uniqueid\":\"1.1\",\"linkedid\":\"" + longId + "\",\"src\":\"214\"}");
    assertThat(call.vendorCallId()).isEqualTo("1.1");
    assertThat(call.interactionId()).isNull();
    assertThat(call.extras()).isEqualTo("{\"linkedid\":\"" + longId + "\"}");
    String files = "a".repeat(2_000);
    assertThat(Given.call("{\"uniqueid\":\"1.1\",\"recordfiles\":\"" + files + "\"}").extras())
        .isEqualTo("{\"recordfiles\":\"" + files + "\"}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "agent_id|'\"agent_id\":\"a1\"'",
        "conversation_id|'\"conversation_id\":\"c1\"'",
        "message|'\"message\":\"call me\"'",
        "title|'\"title\":\"Dr\"'",
        "rating|'\"rating\":5'",
        "agent.id|'\"agent\":{\"id\":\"a1\"}'",
      })
  void whatALeadHasNoFieldForStaysInItsExtras(String name, String field) {
    LeadEvent lead = (LeadEvent) Given.event("knowrithm", lead("\"id\":\"l1\"," + field));
    assertThat(lead.extras()).isEqualTo("{\"data\":{" + field + "}}");
  }

  @Test
  void aRecordingsLinkHoldsTheKeyOfTheApiAndIsNeverPublished() {
    String link = "https://pbx.example.com/pbx/proxyapi.php?key=not-a-key&info=recording&id=1.1";
    for (String key :
        List.of("recording", "recording_url", "RecordingUrl", "pincode", "key", "recordingfile")) {
      String body = "{\"uniqueid\":\"1.1\",\"src\":\"214\",\"" + key + "\":\"" + link + "\"}";
      assertThat(Given.call(body).toString()).as(key).doesNotContain("not-a-key");
    }
  }

  @Test
  void aLinkWithAKeyIsKeptNowhereWhateverItsFieldIsCalled() {
    String link = "\"https://pbx.example.com/proxyapi.php?reqtype=INFO&key=not-a-key\"";
    String body =
        "{\"uniqueid\":\"1.1\",\"audio\":%s,\"more\":{\"a\":%s,\"b\":1},\"list\":[{\"a\":%s}],"
            + "\"recording_url\":\"x-one\",\"RecordingUrl\":\"x-two\",\"note\":\"a=b\"}";
    assertThat(Given.call(body.replace("%s", link)).extras())
        .isEqualTo("{\"more\":{\"b\":1},\"note\":\"a=b\"}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "the agent who left the queue|\"dst\":\"6500\",\"lastdst\":\"214-acme\",\"lastapp\":\"Queue\",\"disposition\":\"ANSWERED\"|214|6500",
        "the channel that rang|\"dst\":\"6500\",\"lastapp\":\"Queue\",\"dstchannel\":\"PJSIP/1000-00000007\",\"disposition\":\"ANSWERED\"|1000|6500",
        "nobody left the queue|\"dst\":\"6500\",\"lastapp\":\"Queue\",\"dstchannel\":\"PJSIP/1000-00000007\",\"disposition\":\"NO ANSWER\"||6500",
        "only the channel|\"dst\":\"030000100\",\"userfield\":\"[inbound]\",\"dstchannel\":\"SIP/214-acme-00030007\",\"disposition\":\"ANSWERED\"|214|",
        "a tenant with a digit|\"dst\":\"214-1com\",\"disposition\":\"ANSWERED\"|214|",
        "a tenant with a dot|\"dst\":\"214-acme.co\",\"disposition\":\"ANSWERED\"|214|",
      })
  void whoAnsweredIsFound(String story, String fields, String agent, String queue) {
    CallEvent call = Given.call("{\"uniqueid\":\"1.1\",\"src\":\"050-000-0101\"," + fields + "}");
    assertThat(call.customerPhone()).isEqualTo("+972500000101");
    assertThat(call.agentId()).isEqualTo(agent);
    assertThat(call.queue()).isEqualTo(queue);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0500000101,0500000101,",
    "Anonymous,anonymous,",
    "214,0500000101,",
    "Dana,0500000101,Dana",
  })
  void aNumberOrAWithheldWordIsNoName(String name, String number, String read) {
    CallEvent call =
        Given.call(
            "{\"uniqueid\":\"1.1\",\"dst\":\"214\",\"src\":\""
                + number
                + "\",\"clid\":\"\\\""
                + name
                + "\\\" <"
                + number
                + ">\"}");
    assertThat(call.customerName()).isEqualTo(read);
  }

  @Test
  void theCallersNameIsTheCustomersOnlyWhenTheyCall() {
    String named = ",\"caller_name\":\"Dana\"}";
    assertThat(Given.call("{\"uniqueid\":\"1\",\"src\":\"0500000101\",\"dst\":\"214\"" + named))
        .extracting(CallEvent::customerName)
        .isEqualTo("Dana");
    assertThat(Given.call("{\"uniqueid\":\"1\",\"src\":\"214\",\"dst\":\"0500000101\"" + named))
        .extracting(CallEvent::customerName)
        .isNull();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "document.processed|\"document_id\":7,\"agent_id\":3,\"status\":\"ready\"|subject_id=7",
        "document.processed|\"document\":{\"id\":\"d1\",\"name\":\"a.pdf\"}|subject_id=d1;subject_name=a.pdf",
        "agent.created|\"agent_id\":3,\"name\":\"Ann\"|subject_id=3;subject_name=Ann",
        "agent.created|\"agent\":{\"id\":\"a1\",\"name\":\"Ann\"}|subject_id=a1;subject_name=Ann",
        "message.received|\"conversation\":\"c1\",\"message_id\":5,\"body\":\"hi\",\"from\":\"user\"|conversation_id=c1;message_id=5;text=hi;sender=user",
        "message.received|\"conversation\":{\"id\":9},\"message\":{\"id\":\"m1\",\"content\":\"hi\"},\"sender\":\"bot\"|conversation_id=9;message_id=m1;text=hi;sender=bot",
        "lead.status.updated|\"lead_id\":12,\"new_status\":\"qualified\",\"old_status\":\"new\"|vendor_lead_id=12;status=qualified;vendor_status=qualified",
        "lead.status.updated|\"id\":\"l1\",\"from\":\"new\",\"to\":\"lost\"|vendor_lead_id=l1;status=lost",
        "lead.created|\"id\":\"l1\",\"name\":\"Ann Lee\"|vendor_lead_id=l1;full_name=Ann Lee",
        "lead.created|\"lead\":{\"id\":4,\"name\":\"Ann Lee\",\"phone\":\"202-555-0143\",\"email\":\"a@example.com\",\"status\":\"new\"}|vendor_lead_id=4;full_name=Ann Lee;phone=+12025550143;email=a@example.com;status=new",
      })
  void knowrithmsNamesOfOneThingAreRead(String type, String data, String means) {
    String body =
        lead(data)
            .replace("lead.created", type)
            .replace("2025-09-01T12:04:00Z", "2025-09-01T12:04:00");
    CanonicalEvent event = Given.event("knowrithm", body);
    JsonObject wire =
        (JsonObject) Json.read(new String(EventJson.write(event), StandardCharsets.UTF_8));
    for (String one : means.split(";")) {
      assertThat(wire).containsEntry(one.split("=")[0], one.split("=")[1]);
    }
    assertThat(wire).containsEntry("occurred_at", "2025-09-01T12:04:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "\"2025-09-01 12:04:00\"",
    "\"2025-09-01T15:04:00+03:00\"",
    "1756728240",
    "1756728240000",
  })
  void aTimestampWithoutAZoneIsUtc(String timestamp) {
    String body = lead("\"id\":\"l1\"").replace("\"2025-09-01T12:04:00Z\"", timestamp);
    assertThat(Given.event("knowrithm", body).occurredAt()).hasToString("2025-09-01T12:04:00Z");
  }

  @Test
  void aTemplateThatWasNeverFilledInIsNoId() {
    String body = "{\"uniqueid\":\"{CALL_ID}\",\"disposition\":\"ANSWERED\"}";
    assertThat(Given.rejection("onecom", body))
        .isEqualTo("uniqueid (vendor_call_id) is a template that was never filled in");
    assertThat(Given.rejection("knowrithm", lead("\"id\":\"%LEAD%\",\"email\":\"a@example.com\"")))
        .isEqualTo("data.id (vendor_lead_id) is a template that was never filled in");
  }

  @Test
  void aTemplateOfVicidialsIsNoIdEither() {
    String body = "{\"call_id\":\"--A--call_id--B--\",\"disposition\":\"SALE\"}";
    assertThat(Given.rejection("convoso", body))
        .isEqualTo("neither a call nor a lead nor a recording");
  }

  @Test
  void whatAnEventTellsUnderAnotherNameIsNotInItsExtrasToo() {
    LeadEvent lead =
        (LeadEvent)
            Given.event(
                "convoso", "{\"lead_id\":\"5\",\"phone_number\":\"2025550143\",\"x\":\"y\"}");
    assertThat(lead.phone()).isEqualTo("+12025550143");
    assertThat(lead.extras()).isEqualTo("{\"x\":\"y\"}");
  }

  @Test
  void textThatPostgresCannotHoldIsReplaced() {
    LeadEvent lead =
        (LeadEvent)
            Given.event("knowrithm", lead("\"id\":\"l1\",\"full_name\":\"A\\u0000B\\ud800C\""));
    assertThat(lead.fullName()).isEqualTo("A\uFFFDB\uFFFDC");
  }

  @Test
  void anAbsurdExponentIsNoDuration() {
    CallEvent call = Given.call("{\"uniqueid\":\"1.1\",\"duration\":1e999999999,\"billsec\":8.5}");
    assertThat(call.durationS()).isNull();
    assertThat(call.talkS()).isEqualTo(9);
  }

  @Test
  void aRedeliveryHasTheSameIdAndACorrectionANewOne() {
    String first = lead("\"id\":\"l1\",\"status\":\"new\"").replace("}}", "},\"attempt\":1}");
    String again = first.replace("\"attempt\":1", "\"attempt\":2");
    String corrected = first.replace("\"new\"", "\"qualified\"");
    assertThat(id("d1", "knowrithm", first)).isEqualTo(id("d2", "knowrithm", again));
    assertThat(id("d1", "knowrithm", first)).isNotEqualTo(id("d2", "knowrithm", corrected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"call.started\",\"data\":{\"uuid\":\"u1\",\"customer_number\":\"+919000012345\"},\"timestamp\":\"2025-12-06T11:16:14+05:30\"}",
        "{\"callid\":\"u1\",\"caller_id\":\"09000012345\",\"dispnumber\":\"+919000099999\",\"call_duration\":\"7\",\"type\":\"phone\"}",
        "{\"uuid\":\"u1\",\"customer_number\":\"+91-90000 12345\",\"event_type\":\"HANGUP\",\"event_date_local\":\"2022-06-14 18:25:08\"}",
        "{\"type\":\"CDR\",\"uuid\":\"u1\",\"caller_id\":\"919000012345\",\"agent_name\":\"Dana\",\"Call_Type\":\"Incoming\"}",
        "{\"objects\":[{\"uuid\":\"u1\",\"customer_number\":\"0091 9000012345\",\"agent_number\":\"NA\",\"Call_Type\":0}]}",
        "{\"message\":\"{\\\"uuid\\\":\\\"u1\\\",\\\"caller\\\":\\\"9000012345\\\",\\\"pickup_time\\\":null}\"}",
      })
  void aCallsLeadIsTheSameWhateverReportsTheCall(String report) {
    String first = "{\"uuid\":\"u1\",\"customer_number\":\"9000012345\"}";
    assertThat(leadOfCall("d1", report).eventId()).isEqualTo(leadOfCall("d2", first).eventId());
  }

  @Test
  void aReportThatLacksTheCustomersNumberMakesNoLeadOfOurs() {
    String ours =
        "{\"uuid\":\"u1\",\"customer_number\":null,\"knowlarity_number\":\"+919000099999\","
            + "\"caller_id\":\"9000099999\"}";
    assertThat(Given.elements("knowlarity", ours))
        .allMatch(e -> e instanceof Element.Understood call && call.events().size() == 1);
    assertThat(((CallEvent) Given.event("knowlarity", ours)).customerPhoneRaw()).isNull();
  }

  @Test
  void anEventWithoutAnEntityDiffersInEveryDelivery() {
    String notify = "{\"phone\":\"214\"}";
    assertThat(id("d1", "onecom", notify)).isNotEqualTo(id("d2", "onecom", notify));
    assertThat(id("d1", "onecom", notify)).isEqualTo(id("d1", "onecom", notify));
  }

  @Test
  void aDuplicateInABatchHasTheSameIdAndABrokenNeighbourCostsNothing() {
    String call = "{\"uniqueid\":\"1.1\",\"disposition\":\"ANSWERED\"}";
    List<Element> elements =
        Given.elements("onecom", "[" + call + "," + call + ",{\"start\":\"x\",\"src\":\"1\"},7]");
    assertThat(elements).hasSize(4);
    assertThat(Given.event(elements.get(0)).eventId())
        .isEqualTo(Given.event(elements.get(1)).eventId());
    assertThat(Given.event(elements.get(1)).deliveryIndex()).isEqualTo(1);
    assertThat(elements.subList(2, 4)).allMatch(e -> e instanceof Element.Rejected);
  }

  @Test
  void whatIsNotUsedIsKeptWithoutSecretsAndAttempts() {
    String body =
        lead("\"id\":\"l1\",\"tags\":[\"vip\"],\"score\":1.50")
            .replace("}}", "},\"attempt\":3,\"signature\":\"sha256=00\"}");
    assertThat(Given.event("knowrithm", body).extras())
        .isEqualTo("{\"data\":{\"tags\":[\"vip\"],\"score\":1.50}}");
  }

  @Test
  void extrasStayUnderEightKibibytesByLosingTheLargestKeys() {
    String body =
        lead(
            "\"id\":\"l1\",\"a\":\""
                + "\u05d0".repeat(5_000)
                + "\",\"b\":\""
                + "x".repeat(3_000)
                + "\"");
    String extras = Given.event("knowrithm", body).extras();
    assertThat(extras).contains("\"b\":").doesNotContain("\"a\":");
    assertThat(extras.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(8192);
  }

  @Test
  void ourOwnNumberIsNeverACustomers() {
    Source source =
        new Source(
            "onecom",
            "onecom",
            java.time.ZoneId.of("Asia/Jerusalem"),
            "IL",
            List.of(new Proof.None()),
            java.util.Map.of(),
            java.util.Set.of(),
            null,
            java.util.Map.of("vendor_call_id", List.of("ref_no")),
            List.of("+972500000101"));
    String body = "{\"ref_no\":\"r1\",\"uniqueid\":\"1.1\",\"src\":\"214\",\"dst\":\"0500000101\"}";
    CallEvent call =
        (CallEvent)
            Given.event(
                Translator.of(Given.VENDORS, List.of(source))
                    .translate(Given.delivery("d1", "onecom", body))
                    .elements()
                    .get(0));
    assertThat(call.customerPhone()).isNull();
    assertThat(call.customerPhoneRaw()).isNull();
    assertThat(call.vendorCallId()).as("the tenant's own name comes first").isEqualTo("r1");
  }

  @Test
  void theHashChangesWithTheZoneAndNotWithThePath() {
    VendorDefinition onecom = Given.VENDORS.get("onecom");
    Source source = Sources.demo(Given.VENDORS).find("onecom");
    Source moved =
        new Source(
            "onecom",
            "onecom",
            java.time.ZoneId.of("UTC"),
            "IL",
            source.proofs(),
            source.paths(),
            java.util.Set.of(),
            null,
            source.fields(),
            source.ownNumbers());
    Source elsewhere =
        new Source(
            "onecom",
            "onecom",
            source.zone(),
            "IL",
            source.proofs(),
            java.util.Map.of("call", "/x"),
            java.util.Set.of(),
            new Rate(1, java.time.Duration.ofSeconds(1)),
            source.fields(),
            source.ownNumbers());
    assertThat(onecom.hash(source)).hasSize(32).matches("[0-9a-f]+");
    assertThat(onecom.hash(moved)).isNotEqualTo(onecom.hash(source));
    assertThat(onecom.hash(elsewhere)).isEqualTo(onecom.hash(source));
  }

  private static LeadEvent leadOfCall(String delivery, String body) {
    Element call =
        Given.TRANSLATOR.translate(Given.delivery(delivery, "knowlarity", body)).elements().get(0);
    return (LeadEvent) ((Element.Understood) call).events().get(1);
  }

  private static String lead(String data) {
    return "{\"event\":\"lead.created\",\"timestamp\":\"2025-09-01T12:04:00Z\",\"data\":{"
        + data
        + "}}";
  }

  private static String id(String delivery, String source, String body) {
    CanonicalEvent event =
        Given.event(
            Given.TRANSLATOR.translate(Given.delivery(delivery, source, body)).elements().get(0));
    return event.eventId();
  }
}
