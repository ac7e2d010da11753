package dev.trunkline.load.vendor;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times as Convoso writes and reads them: of the account's zone, which is not told. */
record AccountTime(ZoneId zone) {

  private static final DateTimeFormatter PATTERN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  String written(Instant instant) {
    return PATTERN.format(instant.atZone(zone));
  }

  /**
   * The instant, or null for no text.
   *
   * @throws DateTimeParseException for any other form
   */
  @Nullable Instant read(@Nullable String text) {
    return text == null || text.isEmpty()
        ? null
        : LocalDateTime.parse(text, PATTERN).atZone(zone).toInstant();
  }
}
