package dev.trunkline.vendors;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * Stretches of time as a vendor's API is asked for them: never less than what is meant, as what is
 * told twice costs nothing and what is left out is lost.
 */
final class Slices {

  private final PullSpec.Api api;
  private final ZoneId zone;

  /** Slices in the zone of a source. */
  Slices(PullSpec.Api api, ZoneId zone) {
    this.api = api;
    this.zone = zone;
  }

  /** End of the slice that begins at {@code from}, {@code to} at the latest. */
  Instant end(Instant from, Instant to) {
    Duration longest = api.longest();
    if (longest == null) {
      return to;
    }
    Instant end =
        api.days()
            ? day(from).plusDays(longest.toDays()).atStartOfDay(zone).toInstant()
            : from.plus(longest);
    return end.isBefore(to) ? end : to;
  }

  /** How the begin of a slice is written; null if the API is asked by no time. */
  @Nullable String from(Instant from) {
    PullSpec.Times times = api.times();
    if (times == null) {
      return null;
    }
    if (api.days()) {
      return times.format().format(day(from));
    }
    ZonedDateTime begin = from.atZone(zone).truncatedTo(times.unit());
    ZoneOffsetTransition twice = shownTwice(times, begin);
    // Half past one of which offset? The vendor may take either: one minute before both is neither.
    return times
        .format()
        .format(twice == null ? begin : twice.getDateTimeAfter().minusMinutes(1).atZone(zone));
  }

  /** How the end of a slice is written; null if the API is asked by no time. */
  @Nullable String until(Instant until) {
    PullSpec.Times times = api.times();
    if (times == null) {
      return null;
    }
    if (api.days()) {
      return times.format().format(day(until.minusNanos(1)));
    }
    ZonedDateTime end = until.atZone(zone).truncatedTo(times.unit());
    if (end.toInstant().isBefore(until)) {
      end = end.plus(1, times.unit());
    }
    ZoneOffsetTransition twice = shownTwice(times, end);
    return times.format().format(twice == null ? end : twice.getDateTimeBefore().atZone(zone));
  }

  private LocalDate day(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  private @Nullable ZoneOffsetTransition shownTwice(PullSpec.Times times, ZonedDateTime time) {
    LocalDateTime shown = time.toLocalDateTime();
    return times.tellsOffset() || zone.getRules().getValidOffsets(shown).size() < 2
        ? null
        : zone.getRules().getTransition(shown);
  }
}
