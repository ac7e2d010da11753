package dev.trunkline.gateway;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which stretch of a source's history an operator asks for. Pure. */
public sealed interface Asked {

  /** Most days at once. */
  int MOST_DAYS = 366;

  /** How a day is written: as long as this. */
  int DAY = "2026-03-01".length();

  /**
   * A stretch that has begun, and ends now at the latest.
   *
   * @param from included
   * @param to excluded
   */
  record Stretch(Instant from, Instant to) implements Asked {}

  /**
   * None that could be fetched.
   *
   * @param field of the request that is wrong
   * @param reason what is wrong with it, without what it says
   */
  record Unfit(String field, String reason) implements Asked {}

  /** From the last midnight of the zone. */
  static Stretch today(ZoneId zone, Instant now) {
    return new Stretch(LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant(), now);
  }

  /** Seven times 24 hours up to now. */
  static Stretch lastWeek(Instant now) {
    return new Stretch(now.minus(Duration.ofDays(7)), now);
  }

  /**
   * The stretch that a body names, by days of the zone, both included, or by RFC 3339 times, of
   * which the second is excluded.
   *
   * @param fromNames the field that says its begin, by any of its names
   * @param toNames the field that says its end
   */
  static Asked between(
      JsonNode body, List<String> fromNames, List<String> toNames, ZoneId zone, Instant now) {
    String begin = named(body, fromNames);
    String end = named(body, toNames);
    for (List<String> names : List.of(fromNames, toNames)) {
      if (names.stream().filter(body::has).count() > 1) {
        return new Unfit(names.getLast(), "says what " + names.getFirst() + " says already");
      }
    }
    Instant from = time(body.get(begin), zone, false);
    if (from == null) {
      return new Unfit(begin, body.has(begin) ? "is no day like 2026-03-01" : "is missing");
    }
    Instant to = time(body.get(end), zone, true);
    if (to == null) {
      return new Unfit(end, body.has(end) ? "is no day like 2026-03-01" : "is missing");
    }
    if (from.isBefore(Instant.EPOCH)) {
      return new Unfit(begin, "is before 1970");
    }
    if (!from.isBefore(now)) {
      return new Unfit(begin, "has not come yet");
    }
    if (!from.isBefore(to)) {
      return new Unfit(end, "is before " + begin);
    }
    if (to.isAfter(from.atZone(zone).plusDays(MOST_DAYS).toInstant())) {
      return new Unfit(end, "is more than " + MOST_DAYS + " days after " + begin);
    }
    return new Stretch(from, to.isAfter(now) ? now : to);
  }

  private static String named(JsonNode body, List<String> names) {
    return names.stream().filter(body::has).findFirst().orElse(names.getFirst());
  }

  /** Null if it is neither a day nor a time. */
  private static @Nullable Instant time(@Nullable JsonNode written, ZoneId zone, boolean isEnd) {
    if (written == null || !written.isString()) {
      return null;
    }
    String text = written.asString();
    try {
      if (text.length() > DAY) {
        return OffsetDateTime.parse(text).toInstant();
      }
      LocalDate day = LocalDate.parse(text);
      return (isEnd ? day.plusDays(1) : day).atStartOfDay(zone).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
