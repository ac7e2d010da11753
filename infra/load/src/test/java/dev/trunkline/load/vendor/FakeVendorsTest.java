package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the history APIs answer when all is well, quirks included. */
class FakeVendorsTest {

  private static final Instant START = Instant.parse("2026-02-02T20:30:00Z");
  private static final Map<String, String> THAT_DAY_IN_INDIA =
      Map.of("start_time", "2026-02-03 00:00:00", "end_time", "2026-02-03 23:59:59");

  private final Client client = new Client();
  private final Client.Hand clock = new Client.Hand(START.plusSeconds(3_600));
  private final FakeVendors fake = FakeVendors.start(clock);
  private final Asking asking = new Asking(fake);

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void knowlaritysLogIsPagedAndCounted() throws Exception {
    for (int n = 0; n < 5; n++) {
      fake.add(KnowlarityCall.of(n, START.plusSeconds(n), 42));
    }

    JsonNode page =
        knowlarity(
            Map.of(
                "start_time", "2026-02-03 02:00:01+05:30",
                "end_time", "2026-02-02 20:30:03+00:00",
                "limit", "2"));
    HttpResponse<byte[]> next =
        client.get(
            fake.base() + page.at("/meta/next").asString(),
            "x-api-key",
            Credentials.usual().knowlarityKey(),
            "authorization",
            Credentials.usual().knowlarityAuthorization());

    assertThat(page.at("/meta/total_count").intValue()).isEqualTo(3);
    assertThat(page.at("/meta/limit").intValue()).isEqualTo(2);
    assertThat(page.at("/meta/previous").asString()).isEmpty();
    assertThat(ids(page, "uuid"))
        .containsExactly(
            "70967713-ca23-4bce-92e9-000000000003", "70967713-ca23-4bce-92e9-000000000002");
    assertThat(Client.json(next).at("/meta/next").asString()).isEmpty();
    assertThat(Client.json(next).at("/meta/previous").asString()).contains("offset=0");
    assertThat(ids(Client.json(next), "uuid"))
        .containsExactly("70967713-ca23-4bce-92e9-000000000001");
    assertThat(page.at("/objects/0/start_time").asString()).isEqualTo("2026-02-03 02:00:03+05:30");
  }

  @Test
  void aTimeWithoutAnOffsetIsIndias() throws Exception {
    fake.add(KnowlarityCall.of(0, START, 42)); // two in the morning there
    Map<String, String> dayBefore =
        Map.of("start_time", "2026-02-02 00:00:00", "end_time", "2026-02-02 23:59:59");

    assertThat(ids(knowlarity(THAT_DAY_IN_INDIA), "uuid")).hasSize(1);
    assertThat(ids(knowlarity(dayBefore), "uuid")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start_time=2026-02-02+00:00:00+05:30&end_time=2026-02-03+00:00:00", // plus not escaped
        "start_time=2026-02-02+00:00:00",
        "start_time=2026-02-02+00:00:00&end_time=2026-02-03+00:00:00&limit=5001",
      })
  void aBadQuestionToKnowlarityIsAListOfErrorsWith200(String question) throws Exception {
    HttpResponse<byte[]> answer =
        client.get(
            fake.api(Visit.Door.KNOWLARITY) + "?" + question,
            "x-api-key",
            Credentials.usual().knowlarityKey(),
            "authorization",
            Credentials.usual().knowlarityAuthorization());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.json(answer).at("/0/Error_Message").asString()).contains("parameter");
  }

  @Test
  void knowlaritysLogCanBeFiltered() throws Exception {
    KnowlarityCall in = KnowlarityCall.of(0, START, 42);
    fake.add(in);
    fake.add(
        new KnowlarityCall(
            "u-out",
            1,
            "+919000000009",
            in.agent(),
            KnowlarityCall.Outcome.CUSTOMER_MISSED,
            true,
            START,
            0));

    JsonNode out = knowlarity(with(THAT_DAY_IN_INDIA, "call_type", "1"));
    JsonNode customers = knowlarity(with(THAT_DAY_IN_INDIA, "customer_number", in.customer()));

    assertThat(ids(out, "uuid")).containsExactly("u-out");
    assertThat(out.at("/objects/0/agent_number").asString())
        .isEqualTo("Customer Missed#+919000054321");
    assertThat(ids(customers, "uuid")).containsExactly(in.uuid());
  }

  @Test
  void onecomListsWholeLocalDaysAndTheNewestRowsLate() throws Exception {
    OneComCall yesterday = OneComCall.of(0, Instant.parse("2026-02-02T21:59:59Z"), 60);
    OneComCall today = OneComCall.of(1, Instant.parse("2026-02-02T22:00:00Z"), 60);
    fake.add(yesterday);
    fake.add(today);
    Map<String, String> day = Map.of("start", "2026-02-03", "end", "2026-02-03");

    clock.to(today.endedAt().plusSeconds(9));
    String early = asking.text(Visit.Door.ONECOM, day);
    clock.to(today.endedAt().plusSeconds(30));
    String late = asking.text(Visit.Door.ONECOM, day);
    String both =
        asking.text(Visit.Door.ONECOM, Map.of("start", "2026-02-02", "end", "2026-02-03"));

    assertThat(early).isEqualTo("No call logs found\n");
    assertThat(late).startsWith("accountcode,call_id,start,answer,end,clid,");
    assertThat(late).contains(today.uniqueid()).doesNotContain(yesterday.uniqueid());
    assertThat(both).contains(today.uniqueid(), yesterday.uniqueid());
    assertThat(late.lines().findFirst().orElseThrow().split(",")).hasSize(31);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-01, 2026-03-03, at most 30 days",
    "2026-02-02, 2026-02-01, at most 30 days",
    "2026-02-02, tomorrow, dates are not valid",
  })
  void onecomRefusesInATextWith200(String start, String end, String why) throws Exception {
    HttpResponse<byte[]> answer = asking.ask(Visit.Door.ONECOM, Map.of("start", start, "end", end));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("Too bad, " + why + "\n");
  }

  @Test
  void thirtyDaysAreNotTooManyForOneCom() throws Exception {
    assertThat(asking.text(Visit.Door.ONECOM, Map.of("start", "2026-02-01", "end", "2026-03-02")))
        .isEqualTo("No call logs found\n");
  }

  @Test
  void knowrithmsLeadsAreAsTheyAreNow() throws Exception {
    KnowrithmLead moving =
        new KnowrithmLead(
            "l1",
            "Jordan",
            "Lee",
            "jordan@example.com",
            "+12025550143",
            List.of(
                new KnowrithmLead.State(START, "new"),
                new KnowrithmLead.State(START.plusSeconds(60), "qualified")));
    fake.add(moving);

    clock.to(START.minusSeconds(1));
    JsonNode before = knowrithm(Map.of());
    clock.to(START);
    JsonNode created = knowrithm(Map.of());
    clock.to(START.plusSeconds(60));
    JsonNode updated = knowrithm(Map.of("status", "qualified", "search", "JORDAN"));

    assertThat(before.get("total").intValue()).isZero();
    assertThat(created.at("/items/0/status").asString()).isEqualTo("new");
    assertThat(created.at("/items/0/phone").asString()).isEqualTo("+1-202-555-0143");
    assertThat(updated.at("/items/0/status").asString()).isEqualTo("qualified");
    assertThat(updated.at("/items/0/created_at").asString()).isEqualTo("2026-02-02T20:30:00Z");
    assertThat(updated.at("/items/0/updated_at").asString()).isEqualTo("2026-02-02T20:31:00Z");
  }

  @Test
  void knowrithmsPagesAreCounted() throws Exception {
    for (int n = 0; n < 5; n++) {
      fake.add(KnowrithmLead.of(n, START.plusSeconds(n)));
    }

    JsonNode last =
        knowrithm(Map.of("page", "2", "per_page", "3", "created_after", "2026-02-02T20:30:00Z"));

    assertThat(last.get("total").intValue()).isEqualTo(4);
    assertThat(last.get("items")).hasSize(1);
    assertThat(last.at("/items/0/email").asString()).isEqualTo("jordan1@example.com");
    assertThat(asking.ask(Visit.Door.KNOWRITHM, Map.of("per_page", "101")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void whoeverAsksTooOftenIsToldWhenToComeAgain() throws Exception {
    fake.limit(Visit.Door.KNOWRITHM, 2, Duration.ofSeconds(10));
    knowrithm(Map.of());
    clock.to(clock.instant().plusSeconds(4));
    knowrithm(Map.of());

    HttpResponse<byte[]> refused = asking.ask(Visit.Door.KNOWRITHM, Map.of());
    clock.to(clock.instant().plusSeconds(6));
    HttpResponse<byte[]> then = asking.ask(Visit.Door.KNOWRITHM, Map.of());

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("6");
    assertThat(Client.json(refused).get("error").asString()).isNotEmpty();
    assertThat(then.statusCode()).isEqualTo(200);
  }

  @Test
  void convosoHasItsLogAndAllRecordingsBesideTheOthers() throws Exception {
    ScriptedCall call = ScriptedCall.of(0, START, 60);
    fake.add(call);

    JsonNode log = Client.json(asking.ask(Visit.Door.LOG, Map.of("include_recordings", "1")));
    JsonNode recordings = Client.json(asking.ask(Visit.Door.RECORDINGS, Map.of("lead_id", "0")));
    JsonNode tooFar = Client.json(asking.ask(Visit.Door.LOG, Map.of("offset", "40001")));

    assertThat(log.at("/data/results/0/id").asString()).isEqualTo(call.callLogId());
    assertThat(recordings.at("/data/entries")).hasSize(1);
    assertThat(client.get(recordings.at("/data/entries/0/url").asString()).statusCode())
        .isEqualTo(200);
    assertThat(tooFar.get("success").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "KNOWLARITY, 401, Error_Message",
    "ONECOM, 200, Too bad",
    "KNOWRITHM, 401, error",
    "LOG, 401, success"
  })
  void nobodyIsToldAnythingWithoutCredentials(Visit.Door door, int status, String form)
      throws Exception {
    HttpResponse<byte[]> refused = client.get(fake.api(door).toString());

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(new String(refused.body(), UTF_8)).contains(form);
    assertThat(fake.requests()).singleElement().matches(visit -> !visit.credential());
  }

  @Test
  void requestsAreNotedWithTheirParametersAndWithoutSecrets() throws Exception {
    asking.ask(Visit.Door.ONECOM, Map.of("start", "2026-02-02", "end", "2026-02-03"));
    asking.ask(Visit.Door.KNOWRITHM, Map.of("page", "7"));
    asking.ask(Visit.Door.KNOWRITHM, Map.of("page", "8"));

    assertThat(fake.requests())
        .extracting(Visit::door, Visit::attempt, Visit::status, Visit::credential)
        .containsExactly(
            tuple(Visit.Door.ONECOM, 1, 200, true),
            tuple(Visit.Door.KNOWRITHM, 1, 200, true),
            tuple(Visit.Door.KNOWRITHM, 2, 200, true));
    assertThat(fake.requests(Visit.Door.ONECOM).get(0).parameters())
        .containsEntry("start", "2026-02-02")
        .doesNotContainKey("key");
    assertThat(fake.requests().toString()).doesNotContain("of-the-fake");
  }

  private JsonNode knowlarity(Map<String, String> parameters) throws Exception {
    return Client.json(asking.ask(Visit.Door.KNOWLARITY, parameters));
  }

  private JsonNode knowrithm(Map<String, String> parameters) throws Exception {
    return Client.json(asking.ask(Visit.Door.KNOWRITHM, parameters));
  }

  private static List<String> ids(JsonNode page, String name) {
    return page.get("objects").valueStream().map(it -> it.get(name).asString()).toList();
  }

  private static Map<String, String> with(Map<String, String> all, String name, String value) {
    Map<String, String> more = new HashMap<>(all);
    more.put(name, value);
    return more;
  }
}
