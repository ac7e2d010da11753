package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

  private static final Instants JERUSALEM =
      new Instants(
          ZoneId.of("Asia/Jerusalem"),
          List.of(DateTimeFormatter.ofPattern("MM/dd/yyyy hh:mm a", Locale.ENGLISH)));

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "2025-08-04 22:50:31, 2025-08-04T19:50:31Z",
    "2025-08-04T22:50:31, 2025-08-04T19:50:31Z",
    "2025-08-04 22:50, 2025-08-04T19:50:00Z",
    "2025-08-04T22:50:31Z, 2025-08-04T22:50:31Z",
    "2025-08-04T22:50:31+05:30, 2025-08-04T17:20:31Z",
    "2016-09-27 03:49:44.391601+00:00, 2016-09-27T03:49:44.391601Z",
    "2025-08-04T22:50:31.123456789Z, 2025-08-04T22:50:31.123456Z",
    "1754337031, 2025-08-04T19:50:31Z",
    "1754337031000, 2025-08-04T19:50:31Z",
    "1754337031.5, 2025-08-04T19:50:31.500Z",
    "08/04/2025 10:50 PM, 2025-08-04T19:50:00Z",
    "2025-10-26 01:30:00, 2025-10-25T22:30:00Z",
    "2025-03-28 02:30:00, 2025-03-28T00:30:00Z",
    "2025-02-30 10:00:00, ",
    "2025-08-04 25:00:00, ",
    "yesterday, ",
    "2016-09-27 09:19:34 05:30, 2016-09-27T03:49:34Z",
    "2025-08-04 22:50:31 IST, 2025-08-04T20:50:31Z",
    "2025-08-04 22:50:31 PST, 2025-08-05T06:50:31Z",
    "2025/08/04 22:50:31, 2025-08-04T19:50:31Z",
    "'Tue, 14 Jan 2025 10:00:00 +0000', 2025-01-14T10:00:00Z",
    "'Tue, 14 Jan 2025 10:00:00 GMT', 2025-01-14T10:00:00Z",
    "20240315T143000Z, 2024-03-15T14:30:00Z",
    "20240315T143000, 2024-03-15T12:30:00Z",
    "2025-08-04T22:50:31+99:99, ",
    "12345, ",
  })
  void aTimeIsReadAsTheSourceWritesIt(String text, String instant) {
    assertThat(JERUSALEM.read(text, null))
        .isEqualTo(instant == null ? null : Instant.parse(instant));
  }

  @Test
  void aNearEpochSettlesADoubledWallClockAndAFarOneDoesNot() {
    String doubled = "2025-10-26 01:30:00";
    assertThat(JERUSALEM.read(doubled, Instant.parse("2025-10-25T23:30:00Z")))
        .isEqualTo("2025-10-25T23:30:00Z");
    assertThat(JERUSALEM.read(doubled, Instant.parse("2025-10-25T22:30:00Z")))
        .isEqualTo("2025-10-25T22:30:00Z");
    assertThat(JERUSALEM.read(doubled, Instant.parse("2009-02-13T23:31:30Z")))
        .isEqualTo("2025-10-25T22:30:00Z");
  }

  @Test
  void withoutAZoneAWallClockIsNoInstant() {
    assertThat(new Instants(null, List.of()).read("2025-08-04 22:50:31", null)).isNull();
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "0500000101, IL, +972500000101, VALID",
    "500000101, IL, +972500000101, VALID",
    "972500000101, IL, +972500000101, VALID",
    "00972500000101, IL, +972500000101, VALID",
    "0012025550143, IL, +12025550143, VALID",
    "' 12025550143', IL, +12025550143, VALID",
    "05000001010500000101, IL, +972500000101, VALID",
    "0500000101/0500000102, IL, +972500000101, VALID",
    "0500000101 & 0500000102, IL, +972500000101, VALID",
    "0500000101 or 0500000102, IL, +972500000101, VALID",
    "0500000101 orly 0500000102, IL, , INVALID",
    "#019#0500000101, IL, +972500000101, VALID",
    "tel:+972-50-000-0101, IL, +972500000101, VALID",
    "0500000101 ext. 12, IL, +972500000101, VALID",
    "202-555-0143, US, +12025550143, VALID",
    "+1234567890, US, , INVALID",
    "555-0123, US, , LOCAL_ONLY",
    "9000012345.0, IN, +919000012345, VALID",
    "9.000012345E9, IN, +919000012345, VALID",
    "9000012345, IN, +919000012345, VALID",
    "919000012345, IN, +919000012345, VALID",
    "0091 9000012345, IN, +919000012345, VALID",
    "266696687, US, , WITHHELD",
    "No Caller ID, US, , WITHHELD",
    "214-acme, IL, , INVALID",
    "Anonymous, IL, , WITHHELD",
    "1-800-FLOWERS, US, , INVALID",
    "++++, US, , INVALID",
  })
  void aPhoneIsWhatTheLibraryFindsValid(String text, String region, String e164, String status) {
    Phone phone = new Phones(region, Given.VENDORS.get("onecom").spec().strip()).read(text);
    assertThat(phone.e164()).isEqualTo(e164);
    assertThat(phone.status()).hasToString(status);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"214, 214", "214-acme, 214", "14, 14", "7, ", "123456, ", "s, ", "21a, "})
  void anExtensionHasTwoToFiveDigits(String text, String extension) {
    assertThat(new Phones("IL", Given.VENDORS.get("onecom").spec().strip()).extension(text))
        .isEqualTo(extension);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "7, 7",
    "8.5, 9",
    "8.4, 8",
    "00:00:39, 39",
    "01:05, 65",
    "1:00:00, 3600",
    "-1, ",
    "abc, ",
    "1e999999999, ",
    "1e3, 1000",
    "'', ",
    "1:x, ",
    "99999999999999999999, ",
  })
  void secondsAreReadInEveryForm(String text, Long seconds) {
    assertThat(Numbers.seconds(text)).isEqualTo(seconds);
  }
}
