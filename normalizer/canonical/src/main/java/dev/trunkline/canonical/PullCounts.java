package dev.trunkline.canonical;

/**
 * What a pull has come to so far; every count is at least 0 and never falls while a job runs.
 *
 * @param requests made of the vendor
 * @param pages that were answered and could be read
 * @param rows on those pages, repeated ones included
 * @param deliveries published
 * @param unchanged pages that were not published because all their rows had been, just so
 * @param listed rows that were compared with ours
 * @param missing listed rows that we did not have
 * @param differing listed rows of which ours said something else
 * @param contradicted listed rows of which ours says something else although that very statement is
 *     among our events: the vendor's reports contradict each other, and the fold chose
 * @param extra rows of ours that the vendor did not list
 * @param healed missing and differing rows that agreed after publishing
 */
public record PullCounts(
    long requests,
    long pages,
    long rows,
    long deliveries,
    long unchanged,
    long listed,
    long missing,
    long differing,
    long contradicted,
    long extra,
    long healed) {

  /** Nothing yet. */
  public static final PullCounts NONE = new PullCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public PullCounts plus(PullCounts more) {
    return new PullCounts(
        requests + more.requests,
        pages + more.pages,
        rows + more.rows,
        deliveries + more.deliveries,
        unchanged + more.unchanged,
        listed + more.listed,
        missing + more.missing,
        differing + more.differing,
        contradicted + more.contradicted,
        extra + more.extra,
        healed + more.healed);
  }

  /** Only what was asked of the vendor, and came. */
  public PullCounts asked() {
    return new PullCounts(requests, pages, rows, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** So many deliveries, and nothing else. */
  public static PullCounts published(long deliveries) {
    return new PullCounts(0, 0, 0, deliveries, 0, 0, 0, 0, 0, 0, 0);
  }

  /** So many rows that agree now, and nothing else. */
  public static PullCounts healed(long rows) {
    return new PullCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, rows);
  }
}
