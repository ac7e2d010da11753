package dev.trunkline.load.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trunkline.load.Ledger;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What Convoso's APIs answer when all is well, quirks included. */
class FakeConvosoTest {

  private static final Instant START = Script.MORNING;
  private static final ScriptedCall CALL = ScriptedCall.of(0, START, 60);

  private final Client client = new Client();
  private final Client.Hand clock = new Client.Hand(START.plusSeconds(120));

  @ParameterizedTest
  @ValueSource(strings = {"/v1/leads/get-recordings", "/v1/lead/get-recordings"})
  void aLeadsRecordingsAreListedInNaivePacificTime(String path) throws Exception {
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(CALL))) {
      JsonNode page =
          Client.json(
              client.post(
                  fake.base().resolve(path),
                  "auth_token=" + Client.TOKEN + "&lead_id=408000&limit=100"));

      assertThat(page.get("success").booleanValue()).isTrue();
      assertThat(page.at("/data/total").intValue()).isEqualTo(1);
      JsonNode entry = page.at("/data/entries/0");
      assertThat(entry.get("recording_id").isNumber()).isTrue();
      assertThat(entry.get("start_time").stringValue()).isEqualTo("2026-02-02 09:00:00");
      assertThat(entry.get("end_time").stringValue()).isEqualTo("2026-02-02 09:01:00");
      assertThat(entry.get("seconds").intValue()).isEqualTo(60);
      assertThat(entry.get("url").stringValue())
          .matches("http://127\\.0\\.0\\.1:\\d+/play-recording-public/[\\w=]+\\?rlt=[0-9a-f]{32}");
    }
  }

  @Test
  void dataMayBeTheListItselfWithTextsForNumbers() throws Exception {
    ScriptedCall call = ScriptedCall.of(1, START, 60).form(ScriptedCall.Form.LIST);
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(call))) {
      JsonNode page = Client.json(client.recordings(fake, call.leadId()));

      assertThat(page.get("data").isArray()).isTrue();
      assertThat(page.at("/data/0/recording_id").stringValue()).isEqualTo("7000001");
      assertThat(page.at("/data/0/seconds").stringValue()).isEqualTo("60");
    }
  }

  @Test
  void aRecordingAppearsAsAFileWithoutAnEndAndBecomesALink() throws Exception {
    ScriptedCall call =
        CALL.recording(
            r ->
                r.appearingAt(START.plusSeconds(200))
                    .linkedAt(START.plusSeconds(300))
                    .endToldAt(START.plusSeconds(300)));
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(call))) {
      JsonNode before = Client.json(client.recordings(fake, call.leadId()));
      clock.to(START.plusSeconds(200));
      JsonNode first = Client.json(client.recordings(fake, call.leadId()));
      clock.to(START.plusSeconds(300));
      JsonNode then = Client.json(client.recordings(fake, call.leadId()));

      assertThat(before.at("/data/entries")).isEmpty();
      assertThat(first.at("/data/entries/0/url").stringValue())
          .isEqualTo("100_666666_2025550000_408000_3475_1770051600_7000000-in-1770051600.mp3");
      assertThat(first.at("/data/entries/0/end_time").stringValue()).isEmpty();
      assertThat(first.at("/data/entries/0/seconds").isNull()).isTrue();
      assertThat(then.at("/data/entries/0/url").stringValue()).startsWith("http");
      assertThat(then.at("/data/entries/0/seconds").intValue()).isEqualTo(60);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrongTokenIsRefusedInEitherWay(Settings.Refusal refusal) throws Exception {
    try (FakeConvoso fake =
        FakeConvoso.start(Settings.usual().refusal(refusal), clock, Script.of(CALL))) {
      HttpResponse<byte[]> refused =
          client.get(fake.recordingsApi() + "?auth_token=wrong&lead_id=408000");

      assertThat(refused.statusCode())
          .isEqualTo(refusal == Settings.Refusal.STATUS_401 ? 401 : 200);
      assertThat(Client.json(refused).get("success").booleanValue()).isFalse();
      assertThat(fake.requests()).singleElement().matches(visit -> !visit.credential());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leads/get-recordings?lead_id=1",
        "leads/get-recordings?limit=10",
        "leads/get-recordings?lead_id=408000&limit=101",
        "leads/get-recordings?lead_id=x",
        "log/retrieve?limit=501",
        "log/retrieve?limit=0",
        "log/retrieve?offset=40001",
        "log/retrieve?start_time=yesterday",
      })
  void aBadQuestionIsAnErrorWithStatus200(String question) throws Exception {
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(CALL))) {
      HttpResponse<byte[]> answer =
          client.get(fake.base() + "/v1/" + question + "&auth_token=" + Client.TOKEN);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Client.json(answer).get("success").booleanValue()).isFalse();
      assertThat(Client.json(answer).get("code").isNumber()).isTrue();
      assertThat(Client.json(answer).get("text").stringValue()).isNotEmpty();
    }
  }

  @Test
  void leadZeroMeansAllAPageAtATime() throws Exception {
    ScriptedCall[] calls =
        IntStream.range(0, 12)
            .mapToObj(n -> ScriptedCall.of(n, START.plusSeconds(n), 60))
            .toArray(ScriptedCall[]::new);
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(calls))) {
      JsonNode first = Client.json(client.recordings(fake, "0"));
      JsonNode second = Client.json(client.recordings(fake, "0&offset=10"));

      assertThat(first.at("/data/total").intValue()).isEqualTo(12);
      assertThat(first.at("/data/entries")).hasSize(10);
      assertThat(second.at("/data/entries")).hasSize(2);
    }
  }

  @Test
  void theCallLogCountsInTextAndListsTheNewestFirst() throws Exception {
    ScriptedCall late =
        ScriptedCall.of(1, START.plusSeconds(10), 60).recording(r -> r.appearingAt(null));
    String question =
        "?auth_token=%s&start_time=2026-02-02+09:00:00&end_time=2026-02-02+09:00:30&call_type=outbound";
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(CALL, late))) {
      String log = fake.logApi() + question.formatted(Client.TOKEN);
      JsonNode page = Client.json(client.get(log + "&include_recordings=1"));
      JsonNode bare = Client.json(client.get(log + "&limit=1&offset=1"));
      JsonNode none = Client.json(client.get(log.replace("outbound", "INBOUND")));

      assertThat(page.at("/data/total_found").stringValue()).isEqualTo("2");
      assertThat(page.at("/data/results/0/id").stringValue()).isEqualTo(late.callLogId());
      assertThat(page.at("/data/results/0/recording")).isEmpty();
      assertThat(page.at("/data/results/1/recording/0/public_url").stringValue())
          .contains("/play-recording-public/");
      assertThat(bare.at("/data/results")).hasSize(1);
      assertThat(bare.at("/data/results/0/id").stringValue()).isEqualTo(CALL.callLogId());
      assertThat(bare.at("/data/results/0").has("recording")).isFalse();
      assertThat(none.at("/data/total_found").stringValue()).isEqualTo("0");
    }
  }

  @Test
  void aLinkGivesTheAudioOfItsRecordingAndOnlyWithItsToken() throws Exception {
    ScriptedRecording recording = CALL.recordings().get(0);
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(CALL))) {
      String link = fake.link(recording);
      HttpResponse<byte[]> audio = client.get(link);

      assertThat(audio.headers().firstValue("Content-Type")).hasValue("audio/mpeg");
      assertThat(Ledger.sha256(audio.body())).isEqualTo(recording.audio().sha256());
      assertThat(client.get(link.substring(0, link.indexOf('?'))).statusCode()).isEqualTo(403);
      assertThat(client.get(link + "x").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aLinkLivesAsLongAsItIsMeantToByTheClock() throws Exception {
    ScriptedCall call = CALL.recording(r -> r.linksLiving(Duration.ofHours(1)));
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(call))) {
      String link = fake.link(call.recordings().get(0));
      int young = client.get(link).statusCode();
      clock.to(clock.instant().plus(Duration.ofHours(1)));

      assertThat(young).isEqualTo(200);
      assertThat(client.get(link).statusCode()).isEqualTo(403);
      assertThat(client.get(fake.link(call.recordings().get(0))).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyRequestIsNotedWithItsTimeAttemptAndCredential() throws Exception {
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(CALL))) {
      client.recordings(fake, CALL.leadId());
      client.recordings(fake, CALL.leadId());
      client.get(fake.link(CALL.recordings().get(0)));
      client.get(fake.link(CALL.recordings().get(0)) + "&auth_token=" + Client.TOKEN);
      client.get(fake.base() + "/elsewhere");

      assertThat(fake.requests())
          .extracting(
              Visit::door, Visit::leadId, Visit::recordingId, Visit::attempt, Visit::credential)
          .containsExactly(
              tuple(Visit.Door.RECORDINGS, "408000", null, 1, true),
              tuple(Visit.Door.RECORDINGS, "408000", null, 2, true),
              tuple(Visit.Door.AUDIO, null, "7000000", 1, false),
              tuple(Visit.Door.AUDIO, null, "7000000", 2, true),
              tuple(Visit.Door.NONE, null, null, 1, false));
      assertThat(fake.requests()).allMatch(visit -> visit.at().equals(clock.instant()));
      assertThat(fake.requests()).noneMatch(visit -> visit.toString().contains(Client.TOKEN));
      assertThat(fake.connections()).isEqualTo(1);
    }
  }

  @Test
  void manyAtOnceAreEachNotedOnce() throws Exception {
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(CALL))) {
      List<Thread> threads = new ArrayList<>();
      for (int n = 0; n < 50; n++) {
        threads.add(
            Thread.startVirtualThread(
                () -> {
                  try {
                    client.recordings(fake, CALL.leadId());
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(fake.requests())
          .extracting(Visit::attempt)
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
    }
  }

  @Test
  void aCallMayBeAddedWhileItRuns() throws Exception {
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of())) {
      JsonNode before = Client.json(client.recordings(fake, CALL.leadId()));
      fake.add(CALL);
      JsonNode after = Client.json(client.recordings(fake, CALL.leadId()));

      assertThat(before.get("code").intValue()).isEqualTo(6004);
      assertThat(after.at("/data/entries")).hasSize(1);
    }
  }
}
