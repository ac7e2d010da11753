package dev.trunkline.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowLaneTest {

  @ParameterizedTest
  @CsvSource({"0,120", "100,120", "101,100", "250,100", "251,50", "2000,50"})
  void thePaceFollowsHowLongLiveTrafficWaits(long millis, double pace) {
    SlowLane lane = passed(1_000, Duration.ofMillis(millis));

    assertThat(lane.pace()).isCloseTo(pace, within(0.001));
  }

  @Test
  void itIsNeverFasterThanWasAsked() {
    assertThat(passed(110, Duration.ZERO).pace()).isEqualTo(110);
    assertThat(passed(3, Duration.ofSeconds(1)).pace()).isEqualTo(3);
  }

  @Test
  void nothingPassesWhileLiveTrafficIsFarBehind() {
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    SlowLane lane =
        new SlowLane(
            1_000, 100, () -> Duration.ofMillis(looks.incrementAndGet() < 3 ? 2_001 : 2_000));

    lane.pass(1, told::incrementAndGet);

    assertThat(told).hasValue(2);
    assertThat(looks).hasValue(3);
  }

  @Test
  void whoWaitsCanEndIt() {
    SlowLane lane = new SlowLane(1_000, 100, () -> Duration.ofSeconds(3));

    assertThatThrownBy(
            () ->
                lane.pass(
                    1,
                    () -> {
                      throw new IllegalStateException("cancelled");
                    }))
        .hasMessage("cancelled");
  }

  private static SlowLane passed(int most, Duration behind) {
    SlowLane lane = new SlowLane(most, 100, () -> behind);
    lane.pass(1, () -> {});
    return lane;
  }
}
