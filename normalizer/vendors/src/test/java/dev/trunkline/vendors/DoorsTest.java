package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorsTest {

  private static final String MAPPING = "{'event_type': 'call.completed', 'agent_name': other}";
  private static final String CALL = "{path: /webhooks/test, methods: [POST]}";

  @Test
  void aDoorThatSaysNothingAnswersAsTheHouseDoes() {
    Door door = doors(CALL, source(Map.of(), Set.of(), null)).get(0);

    assertThat(door.answers())
        .isEqualTo(Answers.of(new Door.Answer(200, "application/json", "")))
        .extracting(Answers::unproven, Answers::forged, Answers::missing, Answers::limited)
        .extracting(answer -> ((Door.Answer) answer).status())
        .containsExactly(401, 403, 400, 429);
    assertThat(door.terms()).isEqualTo(Door.Terms.NONE);
    assertThat(door.echo()).isFalse();
  }

  @Test
  void theVendorsOwnWordsAreTheAnswers() {
    String yaml =
        """
        {path: /webhooks/test, methods: [POST], requires: [other], rate_limit: 120/min, answers: {
          ok: [201, '{"message":"in"}'], unproven: 403, forged: [403, '{"error":"key"}'],
          missing: [400, '{"error":"Missing"}'], malformed: [422, 'unreadable', text/plain],
          limited: [429, '{"error":"slow"}']}}""";

    Door door = doors(yaml, source(Map.of(), Set.of(), null)).get(0);

    assertThat(door.answers())
        .isEqualTo(
            new Answers(
                json(201, "{\"message\":\"in\"}"),
                Door.Answer.status(403),
                json(403, "{\"error\":\"key\"}"),
                json(400, "{\"error\":\"Missing\"}"),
                new Door.Answer(422, "text/plain", "unreadable"),
                json(429, "{\"error\":\"slow\"}")));
    assertThat(door.terms().rate()).isEqualTo(new Rate(120, Duration.ofMinutes(1)));
    assertThat(door.terms().requirement()).isNotNull();
  }

  @Test
  void aSourcesRateGoesBeforeTheDoors() {
    Rate own = new Rate(5, Duration.ofSeconds(1));
    String limited = "{path: /webhooks/test, methods: [POST], rate_limit: 7/h}";

    assertThat(doors(limited, source(Map.of(), Set.of(), own)).get(0).terms().rate())
        .isEqualTo(own);
    assertThat(doors(CALL, source(Map.of(), Set.of(), own)).get(0).terms().rate()).isEqualTo(own);
    assertThat(doors(limited, source(Map.of(), Set.of(), null)).get(0).terms().rate())
        .isEqualTo(new Rate(7, Duration.ofHours(1)));
  }

  @Test
  void aGetThatNamesTheFieldInAnyOfItsNamesDelivers() {
    Source tenant = source(Map.of("vendor_call_id", List.of("Call-Ref")), Set.of(), null);
    String yaml = "{path: /webhooks/test, methods: [POST, GET], get_needs: vendor_call_id}";

    QueryKeys needed = doors(yaml, tenant).get(0).terms().getNeeds();

    for (String query :
        List.of(
            "id=1", "ID=", "a=1&i_d=2", "id", "call_ref=x", "callREF=1", "%69d=1", "call+ref")) {
      assertThat(needed.anyIn(query)).as(query).isTrue();
    }
    for (String query : List.of("", "a=id", "ids=1", "x=1&&=", "%zz=id", "start=1")) {
      assertThat(needed.anyIn(query)).as(query).isFalse();
    }
    assertThat(needed.anyIn(null)).isFalse();
  }

  @Test
  void anEchoAsksForNothingWhateverTheSourceAsks() {
    Source limited = source(Map.of(), Set.of(), new Rate(1, Duration.ofHours(1)));

    List<Door> doors =
        doors(CALL + "\n  echo: {path: /echo, methods: [POST], echo: true}", limited);

    assertThat(doors.get(1).echo()).isTrue();
    assertThat(doors.get(1).proofs()).containsExactly(new Proof.None());
    assertThat(doors.get(1).terms()).isEqualTo(Door.Terms.NONE);
    assertThat(doors.get(0).proofs().get(0)).isInstanceOf(Proof.PathSecret.class);
  }

  @Test
  void aSourceOpensTheDoorsThatItDoesNotClose() {
    String two = CALL + "\n  echo: {path: /echo, methods: [POST], echo: true}";

    assertThat(doors(two, source(Map.of(), Set.of("echo"), null)))
        .extracting(Door::name)
        .containsExactly("call");
    assertThat(definition(two).doorNames()).as("an echo delivers nothing").containsExactly("call");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{path: /a, methods: [POST, GET], get_needs: nothing}|doors.call: get_needs: there is no field nothing",
        "{path: /a, methods: [POST], get_needs: vendor_call_id}|get_needs: GET is none of the methods",
        "{path: /a, methods: [POST], requires: []}|doors/call/requires",
        "{path: /a, methods: [POST], answers: {missing: 400}}|missing and malformed are for a door that requires",
        "{path: /a, methods: [POST], answers: {malformed: 400}}|missing and malformed are for a door that requires",
        "{path: /a, methods: [POST], answers: {unproven: 200}}|doors/call/answers/unproven",
        "{path: /a, methods: [POST], answers: {forged: [403]}}|doors/call/answers/forged",
        "{path: /a, methods: [POST], answers: {limited: ['429', x]}}|doors/call/answers/limited",
        "{path: /a, methods: [POST], rate_limit: 0/min}|doors/call/rate_limit",
        "{path: /a, methods: [POST], rate_limit: 120/day}|doors/call/rate_limit",
        "{path: /a, methods: [POST], rate_limit: 120}|doors/call/rate_limit",
        "{path: /a, methods: [POST], echo: false}|doors/call/echo",
        "{path: /a, methods: [POST], echo: true}|the first door must be one that delivers",
      })
  void aDoorThatCannotBeMeantIsRefused(String door, String cause) {
    assertThatThrownBy(() -> definition(door))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(cause)
        .hasMessageContaining("test/vendor.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{path: /e, methods: [POST], echo: true, describe: x}|doors.more: echo stands with path",
        "{path: /e, methods: [POST], echo: true, rate_limit: 1/s}|doors.more: echo stands with path",
        "{path: /webhooks/test, methods: [GET]}|doors.more: path is another door's",
      })
  void aSecondDoorThatCannotBeMeantIsRefused(String door, String cause) {
    assertThatThrownBy(() -> definition(CALL + "\n  more: " + door))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: query-secret}|query-secret needs a parameter",
        "{kind: basic}|basic needs a user",
        "{kind: basic, user: 'a:b'}|user must hold no colon",
        "{kind: hmac}|hmac needs a header",
      })
  void aProofThatLacksWhatItNeedsIsRefused(String proof, String cause) {
    String yaml = Given.YAML.replace("proofs: [path-secret]", "proofs: [" + proof + "]");

    assertThatThrownBy(() -> VendorDefinition.of(Given.folder(yaml, MAPPING)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(cause);
  }

  private static List<Door> doors(String call, Source source) {
    return Doors.of(source, definition(call));
  }

  private static VendorDefinition definition(String call) {
    String yaml =
        Given.YAML.replace(
            "doors: {call: {path: /webhooks/test, methods: [POST]}}", "doors:\n  call: " + call);
    return VendorDefinition.of(Given.folder(yaml, MAPPING));
  }

  private static Source source(Map<String, List<String>> fields, Set<String> closed, Rate rate) {
    return new Source(
        "test",
        "test",
        null,
        "US",
        List.of(new Proof.PathSecret(List.of(new Secret("TEST", "a-test-secret")))),
        Map.of(),
        closed,
        rate,
        fields,
        List.of());
  }

  private static Door.Answer json(int status, String body) {
    return new Door.Answer(status, "application/json", body);
  }
}
