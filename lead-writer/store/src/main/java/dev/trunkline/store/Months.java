package dev.trunkline.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** Makes the monthly partitions that deliveries need, before they are written. Thread-safe. */
final class Months {

  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2099, 12, 1);

  private final Jdbi jdbi;
  private final Set<LocalDate> made = ConcurrentHashMap.newKeySet();

  Months(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Makes what is missing, in transactions of its own: a partition must not wait for a batch.
   *
   * @param deliveries ids; what names no sane month needs no partition of its own
   */
  void make(Collection<String> deliveries) {
    Set<LocalDate> months = new TreeSet<>();
    for (String delivery : deliveries) {
      LocalDate month = of(UUID.fromString(delivery));
      if (!month.isBefore(FIRST) && !month.isAfter(LAST) && !made.contains(month)) {
        months.add(month);
      }
    }
    for (LocalDate month : months) {
      jdbi.useTransaction(
          handle ->
              handle
                  .createQuery("select app.make_month(:month)::text")
                  .bind("month", month)
                  .mapTo(String.class)
                  .list());
      made.add(month);
    }
  }

  /** The month of a UUIDv7's milliseconds (RFC 9562), in UTC. */
  static LocalDate of(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)
        .atZone(ZoneOffset.UTC)
        .toLocalDate()
        .withDayOfMonth(1);
  }
}
