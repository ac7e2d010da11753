package dev.trunkline.plumbing.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110, 10.2.3): seconds or a date in any of HTTP's three forms. */
final class RetryAfter {

  /** No vendor makes us wait longer. */
  static final Duration MOST = Duration.ofHours(24);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");
  private static final Pattern MANY = Pattern.compile("[0-9]+");

  // The third form names no zone, and Apache's parser wants one.
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private RetryAfter() {}

  /** From 0 to 24 hours; null when not said or not readable. */
  static @Nullable Duration read(@Nullable String value, Clock clock) {
    if (value == null) {
      return null;
    }
    String text = value.strip();
    if (SECONDS.matcher(text).matches()) {
      return clamped(Duration.ofSeconds(Long.parseLong(text)));
    }
    if (MANY.matcher(text).matches()) {
      return MOST;
    }
    Instant date = date(text);
    return date == null ? null : clamped(Duration.between(clock.instant(), date));
  }

  private static @Nullable Instant date(String text) {
    Instant date = DateUtils.parseStandardDate(text);
    if (date != null) {
      return date;
    }
    try {
      return ASCTIME.parse(text.replaceAll(" +", " "), Instant::from);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Duration clamped(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MOST) > 0 ? MOST : wait;
  }
}
