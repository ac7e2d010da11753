package dev.trunkline.plumbing.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2024-01-15T10:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "120 | PT2M",
        "' 7 ' | PT7S",
        "86400 | PT24H",
        "86401 | PT24H",
        "99999999999999999999999 | PT24H",
        "Mon, 15 Jan 2024 10:05:00 GMT | PT5M",
        "Monday, 15-Jan-24 10:05:00 GMT | PT5M",
        "Mon Jan 15 10:05:00 2024 | PT5M",
        "Mon, 15 Jan 2024 09:00:00 GMT | PT0S",
        "Fri, 15 Jan 2044 10:00:00 GMT | PT24H"
      })
  void everyFormIsReadAndClamped(String value, Duration wait) {
    assertThat(RetryAfter.read(value, CLOCK)).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource({"soon", "-5", "1.5", "''", "2024-01-15T10:05:00Z", "5 minutes"})
  void whatIsNoFormIsNotSaid(String value) {
    assertThat(RetryAfter.read(value, CLOCK)).isNull();
  }

  @Test
  void noHeaderIsNotSaid() {
    assertThat(RetryAfter.read(null, CLOCK)).isNull();
  }
}
