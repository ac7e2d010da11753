package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RecentTest {

  private Instant now = Instant.parse("2026-01-02T10:00:00Z");
  private int asked;
  private boolean away;
  private final Recent<Integer> recent =
      new Recent<>(this::ask, Duration.ofSeconds(5), new TestClock());

  @Test
  void whoeverAsksWithinFiveSecondsGetsTheSameAnswer() {
    assertThat(recent.get()).isEqualTo(1);

    now = now.plusMillis(4_999);
    assertThat(recent.get()).isEqualTo(1);

    now = now.plusMillis(1);
    assertThat(recent.get()).isEqualTo(2);
  }

  @Test
  void aClockThatWasSetBackMakesNoAnswerLast() {
    // given
    recent.get();

    // when
    now = now.minus(Duration.ofHours(1));

    // then
    assertThat(recent.get()).isEqualTo(2);
  }

  @Test
  void aFailureIsNotKept() {
    // given
    away = true;
    assertThatThrownBy(recent::get).isInstanceOf(IllegalStateException.class);

    // when
    away = false;

    // then
    assertThat(recent.get()).isEqualTo(2);
  }

  private int ask() {
    asked++;
    if (away) {
      throw new IllegalStateException("away");
    }
    return asked;
  }

  /** Says what {@code now} says. */
  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
