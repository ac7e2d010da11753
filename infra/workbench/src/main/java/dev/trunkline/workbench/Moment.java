package dev.trunkline.workbench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * A moment as people write it: an RFC 3339 instant, or a date, which is its first moment in UTC.
 */
final class Moment {

  private Moment() {}

  /**
   * The moment meant.
   *
   * @param option that it stands behind, for the message
   * @throws CommandFailure for anything else
   */
  static Instant of(String option, String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          option + " wants a date (2026-03-01, in UTC) or an instant (2026-03-01T10:00:00Z)");
    }
  }
}
