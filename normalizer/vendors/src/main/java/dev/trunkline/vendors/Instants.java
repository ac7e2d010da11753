package dev.trunkline.vendors;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads times as one source writes them, to microseconds. An offset in the text always wins; else
 * the source's zone holds. A wall clock that was shown twice means the earlier instant, unless an
 * epoch that the vendor states elsewhere settles it; one that was never shown is read as if the
 * clock had not been moved.
 */
final class Instants {

  private static final Duration SLACK = Duration.ofMinutes(1);
  private static final int LONGEST = 64;

  /** RFC 5322 and the compact form of ISO 8601: tried for every vendor, after its own patterns. */
  private static final List<DateTimeFormatter> COMMON =
      Stream.of(
              "EEE, d MMM yyyy H:mm:ss[ XXX][ XX]",
              "d MMM yyyy H:mm:ss[ XXX][ XX]",
              "yyyyMMdd'T'HHmmss[XXX][XX][X]")
          .map(Instants::pattern)
          .toList();

  private final @Nullable ZoneId zone;
  private final List<DateTimeFormatter> patterns;

  /**
   * A reader.
   *
   * @param zone of times that carry none; null: they cannot be read
   * @param patterns tried where a text is neither RFC 3339 or like it nor an epoch
   */
  Instants(@Nullable ZoneId zone, List<DateTimeFormatter> patterns) {
    this.zone = zone;
    this.patterns = Stream.concat(patterns.stream(), COMMON.stream()).toList();
  }

  /**
   * A pattern of java.time, in English and without regard to case.
   *
   * @throws IllegalArgumentException if it is none
   */
  static DateTimeFormatter pattern(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }

  /**
   * The instant a text names.
   *
   * @param hint an instant shortly before or at it, which settles a doubled wall clock, or null
   * @return null if the text names none
   */
  @Nullable Instant read(String text, @Nullable Instant hint) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST) {
      return null;
    }
    Instant instant = like3339(stripped, hint);
    if (instant == null) {
      instant = epoch(stripped);
    }
    if (instant == null) {
      instant = byPattern(stripped, hint);
    }
    return instant == null || outOfReach(instant) ? null : instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** Seconds, milliseconds or microseconds since 1970 by their digits; seconds with fraction. */
  private static @Nullable Instant epoch(String text) {
    int dot = text.indexOf('.');
    String whole = dot < 0 ? text : text.substring(0, dot);
    if (!Numbers.isDigits(whole) || whole.length() > 16) {
      return null;
    }
    long value = Long.parseLong(whole);
    if (dot >= 0) {
      String fraction = text.substring(dot + 1);
      return whole.length() == 10 && Numbers.isDigits(fraction)
          ? Instant.ofEpochSecond(value, nanos(fraction))
          : null;
    }
    return switch (whole.length()) {
      case 9, 10 -> Instant.ofEpochSecond(value);
      case 13 -> Instant.ofEpochMilli(value);
      case 16 -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
      default -> null;
    };
  }

  /** {@code 2025-08-04 22:50[:31[.5]][ ][Z|+03[[:]00]]}, with T or a blank between. */
  private @Nullable Instant like3339(String text, @Nullable Instant hint) {
    int length = text.length();
    char separator = length < 10 ? 0 : text.charAt(4);
    if ((separator != '-' && separator != '/') || text.charAt(7) != separator) {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    if (year < 0 || month < 1 || day < 1) {
      return null;
    }
    try {
      LocalDate date = LocalDate.of(year, month, day);
      if (length == 10) {
        return zoned(date.atStartOfDay(), hint);
      }
      char between = text.charAt(10);
      int hour = digits(text, 11, 13);
      int minute = digits(text, 14, 16);
      if ((between != ' ' && between != 'T' && between != 't')
          || hour < 0
          || minute < 0
          || text.charAt(13) != ':') {
        return null;
      }
      int at = 16;
      int second = 0;
      long nanos = 0;
      if (at < length && text.charAt(at) == ':') {
        second = digits(text, at + 1, at + 3);
        at += 3;
        if (second < 0) {
          return null;
        }
        if (second == 60) {
          second = 59; // a leap second
        }
        if (at < length && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
          int end = at + 1;
          while (end < length && Character.isDigit(text.charAt(end))) {
            end++;
          }
          nanos = nanos(text.substring(at + 1, end));
          at = end;
        }
      }
      LocalDateTime wall = date.atTime(hour, minute, second, (int) nanos);
      String offset = text.substring(at).strip();
      if (offset.isEmpty()) {
        return zoned(wall, hint);
      }
      ZoneOffset stated = offset(offset);
      return stated == null ? null : wall.toInstant(stated);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private @Nullable ZoneOffset offset(String text) {
    if (text.equalsIgnoreCase("z")) {
      return ZoneOffset.UTC;
    }
    ZoneOffset named = ZoneNames.offset(text, zone);
    if (named != null) {
      return named;
    }
    // In a query string a raw plus arrives as a blank: 09:19:34 05:30.
    boolean lostPlus = text.length() == 5 && text.charAt(2) == ':';
    char sign = lostPlus ? '+' : text.charAt(0);
    String digits = text.substring(lostPlus ? 0 : 1).replace(":", "");
    if ((sign != '+' && sign != '-') || !Numbers.isDigits(digits)) {
      return null;
    }
    return switch (digits.length()) {
      case 2, 4 -> ZoneOffset.of(sign + digits);
      default -> null;
    };
  }

  private @Nullable Instant byPattern(String text, @Nullable Instant hint) {
    String numeric = ZoneNames.spelledOut(text, zone);
    for (DateTimeFormatter pattern : patterns) {
      TemporalAccessor read = parsed(pattern, numeric);
      if (read != null) {
        return switch (read) {
          case OffsetDateTime offset -> offset.toInstant();
          case LocalDateTime wall -> zoned(wall, hint);
          case LocalDate date -> zoned(date.atStartOfDay(), hint);
          default -> null;
        };
      }
    }
    return null;
  }

  /** Looks first whether the text has the pattern's shape at all: an exception costs more. */
  private static @Nullable TemporalAccessor parsed(DateTimeFormatter pattern, String text) {
    ParsePosition end = new ParsePosition(0);
    if (pattern.parseUnresolved(text, end) == null || end.getIndex() < text.length()) {
      return null;
    }
    try {
      return pattern.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private @Nullable Instant zoned(LocalDateTime wall, @Nullable Instant hint) {
    if (zone == null) {
      return null;
    }
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    if (change == null) {
      return wall.toInstant(zone.getRules().getOffset(wall));
    }
    Instant earlier = wall.toInstant(change.getOffsetBefore());
    if (change.isGap() || hint == null) {
      return earlier;
    }
    Instant later = wall.toInstant(change.getOffsetAfter());
    boolean hintIsNear =
        hint.isAfter(earlier.minus(Duration.ofDays(1)))
            && hint.isBefore(later.plus(Duration.ofDays(1)));
    return hintIsNear && earlier.isBefore(hint.minus(SLACK)) ? later : earlier;
  }

  private static boolean outOfReach(Instant instant) {
    return instant.getEpochSecond() < 0 || instant.getEpochSecond() > 253_402_300_799L;
  }

  private static long nanos(String fraction) {
    return Long.parseLong((Text.cut(fraction, 9) + "000000000").substring(0, 9));
  }

  private static int digits(String text, int from, int to) {
    if (to > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }
}
