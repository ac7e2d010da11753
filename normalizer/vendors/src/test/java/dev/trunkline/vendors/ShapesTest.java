package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.vendors.Translation.Element;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes that records come in, whatever the vendor: a definition for tests reads them all. */
class ShapesTest {

  private static final String YAML =
      """
      vendor: test
      title: A vendor for tests
      doors: {call: {path: /webhooks/test, methods: [POST]}}
      proofs: [path-secret]
      source_defaults: {region: US, zone: America/New_York}
      decode: {sse: true, csv: true, json_text: [payload, message]}
      split: [entry.changes, data.results, data]
      fields:
        vendor_call_id: [id]
        event: [^event, event]
        occurred_at: [^sent]
        recording_url: [recording]
        agent_name: [agent]
      words:
        event: {call.started: [begin], call.completed: [end]}
      secret_parameters: [rlt]
      repeats: new
      """;
  private static final String MAPPING = "{'event_type': $word('event', event) ?? 'call.completed'}";
  private static final VendorDefinition DEFINITION =
      VendorDefinition.of(Given.folder(YAML, MAPPING));
  private static final SourceTranslator TRANSLATOR =
      new SourceTranslator(DEFINITION.reading(null, null), DEFINITION);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"a1\"}|application/json|a1",
        "\"{\\\"id\\\":\\\"a1\\\"}\"|application/json|a1",
        "{\"message\":\"{\\\"id\\\":\\\"a1\\\"}\"}|application/json|a1",
        "{\"message\":\"\\\"{\\\\\\\"id\\\\\\\":\\\\\\\"a1\\\\\\\"}\\\"\"}|application/json|a1",
        "payload=%7B%22id%22%3A%22a1%22%7D|application/x-www-form-urlencoded|a1",
        "%7B%22id%22%3A%22a1%22%2C%22u%22%3A%22x=1%22%7D=|application/x-www-form-urlencoded|a1",
        "data: {\"id\":\"a1\"}\\n\\ndata: {\"id\":\"a2\"}|text/event-stream|a1,a2",
        ": alive\\n\\nevent: x\\ndata: {\"id\":\\ndata: \"a1\"}\\n\\n|text/plain|a1",
        "id,agent\\na1,Dana\\na2,Kim|text/csv|a1,a2",
        "{\"data\":{\"results\":[{\"id\":\"a1\"},{\"id\":\"a2\"}]}}|application/json|a1,a2",
        "{\"entry\":[{\"changes\":[{\"id\":\"a1\"},{\"id\":\"a2\"}]},{\"changes\":[{\"id\":\"a3\"}]}]}|application/json|a1,a2,a3",
        "{\"entry\":[{\"changes\":[{\"id\":\"a1\"}]},{\"id\":\"a2\"}]}|application/json|a1,a2",
        "{\"entry\":[{\"id\":\"a1\",\"changes\":[]},{\"changes\":[{\"id\":\"a2\"}]}]}|application/json|a1,a2",
        "{\"id\":\"a1\",\"data\":[]}|application/json|a1",
        "{\"id\":\"a1\",\"data\":{\"utm\":\"x\"}}|application/json|a1",
        "{\"id\":\"a1\",\"data\":[\"x\"]}|application/json|a1",
        "{\"event\":\"end\",\"data\":{\"id\":\"a1\"}}|application/json|a1",
        "{\"agent\":\"A\",\"event\":\"end\",\"data\":{\"id\":\"a1\"}}|application/json|a1",
        "{\"id\":\"a1\",\"message\":\"[missed] call\"}|application/json|a1",
        "{\"id\":\"a1\",\"message\":\"{source}\"}|application/json|a1",
        "{\"id\":\"a1\",\"message\":\"[]\"}|application/json|a1",
      })
  void everyRecordIsFound(String body, String contentType, String ids) {
    String found =
        elements("d1", contentType, body.replace("\\n", "\n")).stream()
            .map(element -> String.valueOf(((CallEvent) Given.event(element)).vendorCallId()))
            .collect(Collectors.joining(","));
    assertThat(found).isEqualTo(ids);
  }

  @Test
  void aBrokenEventOfAStreamCostsNoOther() {
    List<Element> elements =
        elements("d1", "text/event-stream", "data: {\"id\":\n\ndata: {\"id\":\"a2\"}\n\n");

    assertThat(elements).hasSize(2);
    assertThat(Given.rejection(elements.get(0))).isEqualTo("element is no object");
    assertThat(((CallEvent) Given.event(elements.get(1))).vendorCallId()).isEqualTo("a2");
  }

  @Test
  void whatStandsRoundTheElementsIsReadForEach() {
    List<Element> elements =
        elements(
            "d1",
            "application/json",
            "{\"Event\":\"BEGIN\",\"sent\":\"2025-01-02T03:04:05Z\",\"data\":[{\"id\":\"a1\"},{\"id\":\"a2\"}]}");

    assertThat(elements)
        .hasSize(2)
        .allSatisfy(
            element -> {
              CallEvent event = (CallEvent) Given.event(element);
              assertThat(event.eventType().wire()).isEqualTo("call.started");
              assertThat(event.occurredAt()).hasToString("2025-01-02T03:04:05Z");
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://x.example/1?rlt=abc, https://x.example/1",
    "https://x.example/1?a=1&RLT=abc&b=2#t, https://x.example/1?a=1&b=2#t",
    "https://x.example/1?a=1, https://x.example/1?a=1",
  })
  void aLinkLosesItsSecretParameters(String written, String published) {
    String body = "{\"id\":\"a1\",\"recording\":\"%s\"}".formatted(written);
    CallEvent event = (CallEvent) Given.event(elements("d1", "application/json", body).get(0));

    assertThat(event.recordingUrl()).isEqualTo(published);
    assertThat(String.valueOf(event.extras())).doesNotContain("abc");
  }

  @Test
  void aLinkWithASecretParameterIsInNoExtras() {
    String body = "{\"id\":\"a1\",\"player\":{\"link\":\"https://x.example/1?rlt=abc\",\"n\":1}}";
    CallEvent event = (CallEvent) Given.event(elements("d1", "application/json", body).get(0));

    assertThat(event.extras()).isEqualTo("{\"player\":{\"n\":1}}");
  }

  @Test
  void whatIsPostedTwiceCountsTwiceAndWhatIsPulledTwiceOnce() {
    String body = "{\"id\":\"a1\"}";

    assertThat(id("d1", "none", body)).isNotEqualTo(id("d2", "none", body));
    assertThat(id("d1", "pulled", body)).isEqualTo(id("d2", "pulled", body));
  }

  @Test
  void aFormWhoseEscapesAreNoUtf8IsSetAside() {
    assertThat(
            Given.rejection(
                elements("d1", "application/x-www-form-urlencoded", "id=a1&agent=caf%E9").get(0)))
        .isEqualTo("body is a form that is not UTF-8");
    assertThat(
            ((CallEvent)
                    Given.event(
                        elements("d1", "application/x-www-form-urlencoded", "id=a1&agent=%EF%BF%BD")
                            .get(0)))
                .agentName())
        .isEqualTo("\uFFFD");
  }

  @Test
  void anEmptyContainerInAReportIsNoEmptyPage() {
    assertThat(elements("d1", "application/json", "{\"data\":[]}")).isEmpty();
    assertThat(elements("d1", "application/json", "{\"total\":0,\"data\":[]}")).isEmpty();
    assertThat(
            Given.rejection(
                elements("d1", "application/json", "{\"event\":\"end\",\"data\":[]}").get(0)))
        .isEqualTo("id (vendor_call_id) is missing");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"0", "-1", "NA", "n/a", "-", "undefined", "NaN", "false", "[object Object]", "null"})
  void wordsThatMeanNoIdAreNone(String word) {
    String body = "{\"id\":\"%s\"}".formatted(word);

    assertThat(Given.rejection(elements("d1", "application/json", body).get(0)))
        .isEqualTo("id (vendor_call_id) is missing");
  }

  @Test
  void aHundredThousandKeysAreWeighedOnce() {
    String keys =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "\"k" + i + "\":1")
            .collect(Collectors.joining(","));
    for (String body :
        List.of("{\"id\":\"a1\"," + keys + "}", "{\"id\":\"a1\",\"deep\":{" + keys + "}}")) {
      CallEvent event = (CallEvent) Given.event(elements("d1", "application/json", body).get(0));

      assertThat(event.extras()).isNotNull();
      assertThat(event.extras().getBytes(StandardCharsets.UTF_8).length).isBetween(7_000, 8 * 1024);
    }
  }

  @Test
  void aReasonNamesAKeyOnlyIfItLooksLikeAName() {
    assertThat(
            Given.rejection(elements("d1", "application/json", "{\"agent\":1,\"agent\":2}").get(0)))
        .isEqualTo("the key agent stands twice");
    assertThat(
            Given.rejection(
                elements("d1", "application/json", "{\"+12025550143\":1,\"+12025550143\":2}")
                    .get(0)))
        .isEqualTo("a key stands twice");
  }

  @Test
  void trueIsNoId() {
    assertThat(Given.rejection(elements("d1", "application/json", "{\"id\":true}").get(0)))
        .isEqualTo("id (vendor_call_id) is missing");
  }

  @Test
  void aKeyThatStandsVeryOftenInAFormIsReadInNoTime() {
    String body =
        "id=a1&" + IntStream.range(0, 100_000).mapToObj(i -> "k=").collect(Collectors.joining("&"));

    assertThat(elements("d1", "application/x-www-form-urlencoded", body)).hasSize(1);
  }

  @Test
  void theElementsOfADeliveryShareOneBudget() {
    String mapping =
        "($f := function($n) { $n > 0 ? $f($n - 1) : 0 }; $f(100); $f(100); $f(100); $f(100); {'event_type': 'call.completed'})";
    VendorDefinition slow =
        VendorDefinition.of(Given.folder(Given.YAML.replace("other: [other]", ""), mapping));
    String body = "[" + "{\"id\":\"a\"},".repeat(9_999) + "{\"id\":\"a\"}]";

    List<Element> elements =
        new SourceTranslator(slow.reading(null, null), slow)
            .translate(Given.delivery("d1", "test", body))
            .elements();

    assertThat(elements).hasSize(10_000);
    assertThat(Given.event(elements.get(0))).isInstanceOf(CallEvent.class);
    assertThat(Given.rejection(elements.get(9_999)))
        .isEqualTo("mapping of the delivery takes more than 10000000 steps");
  }

  private static String id(String delivery, String proof, String body) {
    Delivery like = Given.delivery(delivery, "test", body);
    return Given.event(
            TRANSLATOR
                .translate(
                    new Delivery(
                        like.id(),
                        like.source(),
                        like.vendor(),
                        like.door(),
                        like.receivedAt(),
                        like.method(),
                        null,
                        like.contentType(),
                        like.remoteIp(),
                        proof,
                        null,
                        Map.of(),
                        null,
                        like.body()))
                .elements()
                .get(0))
        .eventId();
  }

  private static List<Element> elements(String delivery, String contentType, String body) {
    return TRANSLATOR
        .translate(
            Given.delivery(delivery, "test", contentType, body.getBytes(StandardCharsets.UTF_8)))
        .elements();
  }
}
