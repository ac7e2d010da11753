package dev.trunkline.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topics;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HopTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0,2s",
    "1500,2s",
    "9000,10s",
    "10000,10s",
    "119950,2m",
    "120000,2m",
    "300000,2m",
    "3599999,1h",
    "10800000,1h"
  })
  void theLongestStretchThatFits(long leftMillis, String delay) {
    Hop hop = Hop.towards(NOW.plusMillis(leftMillis), NOW);

    assertThat(hop.topic()).isEqualTo("recordings.retry." + delay + ".v1");
    assertThat(hop.notBefore()).isBeforeOrEqualTo(NOW.plusMillis(Math.max(leftMillis, 0)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 117, 120, 300, 1_200, 10_800, 86_400})
  void anyWaitEndsWhenItIsDueAfterFewHops(long seconds) {
    Instant due = NOW.plusSeconds(seconds);
    Instant at = NOW;
    int hops = 0;
    while (at.isBefore(due)) {
      at = Hop.towards(due, at).notBefore();
      hops++;
    }

    assertThat(at).isEqualTo(due);
    assertThat(hops).isLessThanOrEqualTo((int) (seconds / 3_600) + 16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2S", "PT1H"})
  void everyTopicIsOneThatIsMade(String delay) {
    assertThat(Topics.all(java.util.List.of())).contains(Topics.retry(Duration.parse(delay)));
  }
}
