package dev.trunkline.gateway.diagnosis;

import dev.trunkline.vendors.Signing;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Remarks on the time that a request says. */
final class Clocks {

  /** Zones lie a quarter of an hour apart. */
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private static final Duration FARTHEST_ZONE = Duration.ofHours(14);

  private Clocks() {}

  /** Nothing where the scheme has no time, or it is near enough. */
  static List<Remark> judge(RefusedRequest refused, Signing signing) {
    Signing.Stamp stamp = signing.stamp();
    if (stamp == null) {
      return List.of();
    }
    String place =
        stamp.header() == null
            ? "element %s of header %s".formatted(stamp.element(), signing.header())
            : "header " + stamp.header();
    String time = Texts.asked(signing, refused.clues().times());
    if (time == null) {
      return List.of(
          new Remark(
              "there was no time in " + place,
              "have the vendor send it; and see that no proxy on the way takes headers out"));
    }
    Instant signed = read(time, stamp.unit());
    if (signed == null) {
      return List.of(
          new Remark(
              "the time in %s is no number of %s since 1970%s"
                  .formatted(place, unit(stamp.unit()), isDate(time) ? ", but a date" : ""),
              "have the vendor send a number"));
    }
    Duration ahead = Duration.between(refused.receivedAt(), signed);
    if (ahead.abs().compareTo(stamp.tolerance()) <= 0) {
      return List.of();
    }
    return List.of(new Remark(off(ahead, stamp, place), cure(time, ahead, refused, stamp)));
  }

  private static String off(Duration ahead, Signing.Stamp stamp, String place) {
    return "the time in %s was %s %s our clock; %s is let pass"
        .formatted(
            place,
            said(ahead.abs()),
            ahead.isNegative() ? "behind" : "ahead of",
            said(stamp.tolerance()));
  }

  private static String cure(
      String time, Duration ahead, RefusedRequest refused, Signing.Stamp stamp) {
    Signing.Stamp.Unit other =
        stamp.unit() == Signing.Stamp.Unit.S ? Signing.Stamp.Unit.MS : Signing.Stamp.Unit.S;
    Instant otherwise = Objects.requireNonNull(read(time, other));
    if (Duration.between(refused.receivedAt(), otherwise).abs().compareTo(Duration.ofHours(15))
        < 0) {
      return "the number is of %s: say so in the source's proof (unit)".formatted(unit(other));
    }
    Duration zone = quarters(ahead);
    boolean isZone =
        !zone.isZero()
            && zone.abs().compareTo(FARTHEST_ZONE) <= 0
            && ahead.minus(zone).abs().compareTo(Duration.ofMinutes(1)) < 0;
    return isZone
        ? "that is a time zone (%s%s): the vendor takes its local time for UTC"
            .formatted(zone.isNegative() ? "-" : "+", said(zone.abs()))
        : ahead.isNegative()
            ? "it was sent late or again with its old signature, or the vendor's clock is wrong:"
                + " compare ours first (timedatectl)"
            : "the vendor's clock is wrong, or ours: compare ours first (timedatectl)";
  }

  private static Duration quarters(Duration ahead) {
    long quarters = Math.round((double) ahead.toSeconds() / QUARTER.toSeconds());
    return QUARTER.multipliedBy(quarters);
  }

  private static @Nullable Instant read(String time, Signing.Stamp.Unit unit) {
    if (!time.matches("[0-9]{1,14}")) {
      return null;
    }
    long number = Long.parseLong(time);
    return switch (unit) {
      case S -> Instant.ofEpochSecond(number);
      case MS -> Instant.ofEpochMilli(number);
    };
  }

  private static boolean isDate(String time) {
    try {
      OffsetDateTime.parse(time);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String unit(Signing.Stamp.Unit unit) {
    return switch (unit) {
      case S -> "seconds";
      case MS -> "milliseconds";
    };
  }

  private static String said(Duration duration) {
    long days = duration.toDays();
    if (days > 0) {
      return days + " d " + duration.toHoursPart() + " h";
    }
    return duration.toHours() > 0
        ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
        : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }
}
