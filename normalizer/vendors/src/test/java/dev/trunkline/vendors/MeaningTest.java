package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.LeadEvent;
import dev.trunkline.vendors.Translation.Element;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void aTemplateThatWasNeverFilledInIsNoId() {
    String body = "{\"uniqueid\":\"{CALL_ID}\",\"disposition\":\"ANSWERED\"}";
    assertThat(Given.rejection("onecom", body))
        .isEqualTo("uniqueid (vendor_call_id) is a template that was never filled in");
    assertThat(Given.rejection("knowrithm", lead("\"id\":\"%LEAD%\",\"email\":\"a@example.com\"")))
        .isEqualTo("data.id (vendor_lead_id) is a template that was never filled in");
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
            source.fields(),
            source.ownNumbers());
    assertThat(onecom.hash(source)).hasSize(32).matches("[0-9a-f]+");
    assertThat(onecom.hash(moved)).isNotEqualTo(onecom.hash(source));
    assertThat(onecom.hash(elsewhere)).isEqualTo(onecom.hash(source));
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
