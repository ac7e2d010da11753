package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.PullCounts;
import dev.trunkline.vendors.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What came of a step. */
sealed interface Outcome {

  /** A page was read. */
  record Fetched(Page.Rows page, Instant receivedAt) implements Outcome {}

  /**
   * A slice was compared with our rows.
   *
   * @param counts of this comparison, requests and pages included
   * @param news parts that hold what is missing or differs
   */
  record Compared(PullCounts counts, List<Page.Part> news, Instant receivedAt) implements Outcome {}

  /** The slice has more rows than can be reached: a shorter one is asked for. */
  record Shorter(String reason) implements Outcome {}

  /** A page is larger than a record may be: a smaller one is asked for. */
  record Smaller(String reason) implements Outcome {}

  /** Our own limits said not yet; nothing was sent, or not all. */
  record Held(String reason, Duration pause) implements Outcome {}

  /** The vendor asks us to wait. */
  record Limited(String reason, Duration pause) implements Outcome {}

  /** Asking again as things are would not help: credentials, settings, addresses. */
  record Denied(String reason) implements Outcome {}

  /** No page, or not a whole one. */
  record Failed(String reason) implements Outcome {}
}
