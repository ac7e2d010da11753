package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayProbesTest {

  private static final String PAGE =
      """
      {"status": "UP", "components": {
        "gateway": {"status": "UP", "details": {
          "certificate": {"until": "2026-03-20T00:00:00Z", "refused": 0, "refusal": "none"},
          "journal": {"refusing": "nothing", "waiting": 0, "oldestSeconds": 0}}},
        "stages": {"status": "UP", "details": {"running": {"writer": true}}},
        "vendors": {"status": "UP", "details": {"sources": {"onecom": "1f"}, "refused": []}}}}
      """;

  @Test
  void aGatewayThatIsUpIsWell() {
    assertThat(Judged.by(GatewayProbes.ALL, facts(PAGE, 3))).isEmpty();
  }

  @Test
  void aGatewayWhosePrivatePortIsNotKnownIsWell() {
    assertThat(
            Judged.by(
                GatewayProbes.ALL,
                new GatewayFacts("http://gw", Duration.ofMillis(3), null, Instant.EPOCH)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "taking | takes nothing: disk-short | \"nothing\" | \"disk-short\"",
        "draining | the oldest for 90 s | \"oldestSeconds\": 0 | \"oldestSeconds\": 90",
        "health | stages is down: {\"running\":{\"writer\":true}} | \"stages\": {\"status\": \"UP\" | \"stages\": {\"status\": \"DOWN\"",
        "certificate | is not taken: the key is not the certificate's | \"refusal\": \"none\" | \"refusal\": \"the key is not the certificate's\"",
        "certificate | in force ends at 2026-03-15T11:00:00Z | 2026-03-20T00:00:00Z | 2026-03-15T11:00:00Z",
        "definitions | exotel: no sample | \"refused\": [] | \"refused\": [\"exotel: no sample\"]",
      })
  void whatDoesNotFitIsNamed(String probe, String what, String sound, String broken) {
    assertThat(PAGE).contains(sound);

    Judged.onlyFinds(GatewayProbes.ALL, facts(PAGE.replace(sound, broken), 3), probe, what);
  }

  @Test
  void aSlowAnswerIsNamed() {
    Judged.onlyFinds(GatewayProbes.ALL, facts(PAGE, 1_500), "answers", "1500 ms");
  }

  private static GatewayFacts facts(String page, int millis) {
    return new GatewayFacts(
        "http://gw",
        Duration.ofMillis(millis),
        EventJson.mapper().readTree(page),
        Instant.parse("2026-03-01T12:00:00Z"));
  }
}
