package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stretches of time as vendors are asked for them, over the changes of clocks. */
class SlicesTest {

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @ParameterizedTest(name = "{0} from {2}")
  @CsvSource({
    // Jerusalem: clocks go forward on 2025-03-28 at 02:00 and back on 2025-10-26 at 02:00.
    "onecom, Asia/Jerusalem, 2025-03-27T22:00:00Z, 2025-03-28T21:00:00Z, 2025-03-28, 2025-03-28",
    "onecom, Asia/Jerusalem, 2025-10-25T21:00:00Z, 2025-10-26T22:00:00Z, 2025-10-26, 2025-10-26",
    "onecom, Asia/Jerusalem, 2025-10-25T20:59:59Z, 2025-10-25T21:00:00Z, 2025-10-25, 2025-10-25",
    "onecom, Asia/Jerusalem, 2025-07-01T09:30:00Z, 2025-07-01T21:00:00Z, 2025-07-01, 2025-07-01",
    "onecom, America/Los_Angeles, 2025-11-02T07:00:00Z, 2025-11-03T08:00:00Z, 2025-11-02, 2025-11-02",
    // Midnight does not exist on this day in Beirut.
    "onecom, Asia/Beirut, 2025-03-29T10:00:00Z, 2025-03-29T22:00:00Z, 2025-03-29, 2025-03-29",
    "onecom, Asia/Beirut, 2025-03-29T22:00:00Z, 2025-03-30T21:00:00Z, 2025-03-30, 2025-03-30",
  })
  void aWholeDayEndsAtTheNextMidnight(
      String vendor, String zone, Instant from, Instant end, String start, String last) {
    History history = Histories.pulls(vendor, "", zone).history("cdrs");
    Instant until = history.sliceEnd(from, from.plus(Duration.ofDays(9)));

    assertThat(until).isEqualTo(end);
    assertThat(asked(history, from, until)).containsExactly("start=" + start, "end=" + last);
  }

  @Test
  void aDayThatIsNotOverEndsNow() {
    History history = Histories.of("onecom", "cdrs");
    Instant from = Instant.parse("2025-07-01T09:30:00Z");
    Instant now = Instant.parse("2025-07-01T09:35:00Z");

    assertThat(history.sliceEnd(from, now)).isEqualTo(now);
    assertThat(asked(history, from, now)).containsExactly("start=2025-07-01", "end=2025-07-01");
  }

  @ParameterizedTest(name = "from {0}")
  @CsvSource({
    // Los Angeles: 01:00 to 02:00 is shown twice on 2025-11-02, from 08:00Z and from 09:00Z on.
    "2025-11-02T07:30:00Z, 2025-11-02T10:30:00Z, 2025-11-02 00:30:00, 2025-11-02 02:30:00",
    "2025-11-02T08:30:00Z, 2025-11-02T09:30:00Z, 2025-11-02 00:59:00, 2025-11-02 02:00:00",
    "2025-11-02T09:00:00Z, 2025-11-02T10:00:00Z, 2025-11-02 00:59:00, 2025-11-02 02:00:00",
    "2025-11-02T10:00:00Z, 2025-11-02T11:00:00Z, 2025-11-02 02:00:00, 2025-11-02 03:00:00",
    // There is no 02:30 on 2025-03-09.
    "2025-03-09T09:30:00Z, 2025-03-09T10:30:00Z, 2025-03-09 01:30:00, 2025-03-09 03:30:00",
    // Seconds are whole: down at the begin, up at the end.
    "2025-07-01T07:00:00.9Z, 2025-07-01T08:00:00.1Z, 2025-07-01 00:00:00, 2025-07-01 01:00:01",
  })
  void aDoubledHourIsAskedForAsAWhole(Instant from, Instant until, String start, String end) {
    assertThat(asked(Histories.of("convoso", "log"), from, until))
        .containsExactly("start_time=" + start, "end_time=" + end);
  }

  @Test
  void aTimeWithItsOffsetIsAskedForAsItIs() {
    History history = Histories.pulls("knowlarity", "", "America/Los_Angeles").history("calllog");

    assertThat(
            asked(
                history,
                Instant.parse("2025-11-02T08:30:00Z"),
                Instant.parse("2025-11-02T09:30:00Z")))
        .containsExactly(
            "start_time=2025-11-02 01:30:00-07:00", "end_time=2025-11-02 01:30:00-08:00");
  }

  /** Whichever offset a vendor takes a doubled time for, nothing that is wanted is left out. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"America/Los_Angeles", "Asia/Jerusalem", "Australia/Lord_Howe", "Asia/Kolkata"})
  void nothingIsLeftOutWhateverOffsetTheVendorTakes(String zone) {
    History history = Histories.pulls("convoso", "", zone).history("log");
    Random random = new Random(11);
    for (int i = 0; i < 3_000; i++) {
      Instant from =
          Instant.parse("2025-10-20T00:00:00Z").plusMillis(random.nextLong(20L * 86_400_000));
      Instant to = from.plusMillis(1 + random.nextLong(2L * 86_400_000));
      Instant until = history.sliceEnd(from, to);

      assertThat(until).isAfter(from).isBeforeOrEqualTo(to);
      assertThat(Duration.between(from, until)).isLessThanOrEqualTo(Duration.ofHours(6));
      List<String> asked = asked(history, from, until);
      assertThat(latest(asked.get(0), zone)).isBeforeOrEqualTo(from);
      assertThat(earliest(asked.get(1), zone)).isAfterOrEqualTo(until);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"America/Los_Angeles", "Asia/Jerusalem", "Asia/Beirut", "America/Sao_Paulo"})
  void daysFollowEachOtherWithoutAGapAndAreAskedForWhole(String zone) {
    History history = Histories.pulls("onecom", "", zone).history("cdrs");
    Instant to = Instant.parse("2026-01-01T00:00:00Z");
    Instant from = Instant.parse("2025-01-01T13:00:00Z");
    int slices = 0;
    while (from.isBefore(to)) {
      Instant until = history.sliceEnd(from, to);
      List<String> asked = asked(history, from, until);

      assertThat(asked.get(0).substring("start=".length()))
          .isEqualTo(asked.get(1).substring("end=".length()))
          .isEqualTo(from.atZone(ZoneId.of(zone)).toLocalDate().toString());
      from = until;
      slices++;
    }
    assertThat(slices).isBetween(365, 366);
  }

  private static Instant latest(String asked, String zone) {
    return instant(asked, zone, true);
  }

  private static Instant earliest(String asked, String zone) {
    return instant(asked, zone, false);
  }

  private static Instant instant(String asked, String zone, boolean late) {
    LocalDateTime time = LocalDateTime.parse(asked.substring(asked.indexOf('=') + 1), WRITTEN);
    Instant found = null;
    for (ZoneOffset offset : ZoneId.of(zone).getRules().getValidOffsets(time)) {
      Instant one = time.toInstant(offset);
      found = found == null || late == one.isAfter(found) ? one : found;
    }
    assertThat(found).as("%s exists in %s", time, zone).isNotNull();
    return found.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The two times of a request, decoded. */
  private static List<String> asked(History history, Instant from, Instant until) {
    ApiRequest.Askable request = (ApiRequest.Askable) history.request(from, until, 0, 0);
    @Nullable String form = request.form();
    String all = form == null ? request.uri().getRawQuery() : form;
    return Arrays.stream(all.split("&"))
        .filter(pair -> pair.startsWith("start") || pair.startsWith("end"))
        .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
        .toList();
  }
}
