package dev.trunkline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final Instant BEGUN = Instant.parse("2026-11-22T12:00:00Z");
  private static final String JUST_NOW = mintedBefore(Duration.ofSeconds(5));

  private static final String LATE = mintedBefore(Duration.ofMinutes(3));

  private final Window window = Window.at(BEGUN, Range.ALL).with(Set.of(JUST_NOW), Set.of(LATE));

  @Test
  void whatIsKeptIsJudgedHoweverNew() {
    assertThat(window.judges(JUST_NOW)).isTrue();
  }

  @Test
  void whatCameMeanwhileWaitsForTheNextAudit() {
    assertThat(window.judges(mintedBefore(Duration.ofSeconds(4)))).isFalse();
    assertThat(window.judges(mintedBefore(Duration.ofSeconds(-4)))).isFalse();
  }

  @Test
  void whatAJournalForwardsMeanwhileWaitsHoweverOld() {
    assertThat(window.judges(LATE)).isFalse();
  }

  @Test
  void onlyWhatIsAskedAboutIsJudged() {
    Range hour = new Range(BEGUN.minusSeconds(7_200), BEGUN.minusSeconds(3_600));
    Window asked = Window.at(BEGUN, hour);

    assertThat(asked.judges(mintedBefore(Duration.ofMinutes(90)))).isTrue();
    assertThat(asked.judges(mintedBefore(Duration.ofMinutes(120)))).isTrue();
    assertThat(asked.judges(mintedBefore(Duration.ofMinutes(121)))).isFalse();
    assertThat(asked.judges(mintedBefore(Duration.ofMinutes(60)))).isFalse();
  }

  @Test
  void whatShouldHaveBeenKeptLongAgoIsJudged() {
    assertThat(window.judges(mintedBefore(Duration.ofMinutes(2)))).isTrue();
    assertThat(window.judges(mintedBefore(Duration.ofDays(28)))).isTrue();
  }

  @Test
  void whatRetentionMayHaveTakenIsNot() {
    assertThat(window.judges(mintedBefore(Duration.ofDays(30)))).isFalse();
  }

  @Test
  void anIdThatNoGatewayMintsIsAlwaysJudged() {
    assertThat(window.judges("")).isTrue();
    assertThat(window.judges(new UUID(0, 0).toString())).isTrue();
  }

  private static String mintedBefore(Duration age) {
    long millis = BEGUN.minus(age).toEpochMilli();
    return new UUID(millis << 16 | 0x7000, 0x8000_0000_0000_0001L).toString();
  }
}
