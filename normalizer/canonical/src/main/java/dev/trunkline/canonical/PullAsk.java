package dev.trunkline.canonical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the pull side about one source: the value of {@code pulls.asked.v1}, whose key
 * is the source. Internal.
 *
 * @param ask what is to be done
 * @param source the source whose vendor is to be asked
 * @param id the job it begins or ends, a UUIDv7; null for {@link Ask#NOTIFY}
 * @param api which of the vendor's histories, by the definition's name; null: all that are polled
 * @param from begin of the time that is wanted, included; null for NOTIFY and CANCEL
 * @param to its end, excluded; null for NOTIFY and CANCEL
 * @param rowsPerSecond most rows a second that are published; null: as the installation has it
 * @param askedAt when it was asked: receipt of the notification, or the operator's moment
 * @param by who asked, in a word: {@code cli}, {@code door}, {@code workbench}, {@code nightly},
 *     {@code call.notify}
 * @param deliveryId the delivery that notified; null otherwise
 */
public record PullAsk(
    Ask ask,
    String source,
    @Nullable String id,
    @Nullable String api,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Integer rowsPerSecond,
    Instant askedAt,
    String by,
    @Nullable String deliveryId) {

  /** What is to be done. */
  public enum Ask {
    /** Fetch a stretch of history and publish it. */
    FETCH,
    /** Fetch a stretch of history and only count it. */
    COUNT,
    /** Compare the vendor's list of a stretch with our rows, and only count the differences. */
    COMPARE,
    /** Compare, and publish the pages that hold what is missing or differs. */
    RECONCILE,
    /** Something happened at the vendor: poll soon, and twice more. */
    NOTIFY,
    /** End a job. */
    CANCEL
  }
}
