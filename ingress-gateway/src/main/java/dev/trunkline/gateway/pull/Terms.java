package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.vendors.History;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** On which terms a job is taken. Pure. */
final class Terms {

  private Terms() {}

  /**
   * What is asked, with our cap where the asker has none. A comparison is told by the UTC day, and
   * the latest one holds: so it is of whole days, up to where rows have had time.
   */
  static PullAsk of(PullAsk ask, @Nullable History history, PullSettings settings, Instant now) {
    Instant from = ask.from();
    Instant to = ask.to();
    if (compares(ask.ask()) && history != null && from != null && to != null && from.isBefore(to)) {
      Instant settled = now.minus(history.lag()).minus(settings.settle());
      Instant midnight = to.minusNanos(1).truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
      from = from.truncatedTo(ChronoUnit.DAYS);
      to = midnight.isAfter(settled) ? settled : midnight;
    }
    return new PullAsk(
        ask.ask(),
        ask.source(),
        ask.id(),
        ask.api(),
        from,
        to,
        ask.rowsPerSecond() == null || ask.rowsPerSecond() < 1
            ? (Integer) settings.rowsPerSecond()
            : ask.rowsPerSecond(),
        ask.askedAt(),
        ask.by(),
        ask.deliveryId());
  }

  /** Whether that can be done with such a history: recordings are no rows of ours. */
  static boolean allow(PullAsk.Ask ask, History history) {
    return switch (history.subject()) {
      case CALLS, LEADS -> true;
      case RECORDINGS -> !compares(ask);
    };
  }

  /** Whether it is about rows of ours. */
  private static boolean compares(PullAsk.Ask ask) {
    return switch (ask) {
      case COMPARE, RECONCILE -> true;
      case FETCH, COUNT, NOTIFY, CANCEL -> false;
    };
  }
}
