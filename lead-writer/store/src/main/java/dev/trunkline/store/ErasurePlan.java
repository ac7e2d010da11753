package dev.trunkline.store;

/**
 * What an erasure would take.
 *
 * @param subject whom it means
 * @param rows of the contract's views
 * @param elements of deliveries, with all their events in the log
 * @param payloads in the archive
 * @param letters that are dead
 * @param extras events of others that name the person in what no mapping used
 */
public record ErasurePlan(
    Subject subject, Rows rows, long elements, long payloads, long letters, long extras) {

  /**
   * Rows of the contract's views.
   *
   * @param leads persons
   * @param files of stored recordings
   */
  public record Rows(long leads, long calls, long conversations, long recordings, long files) {}

  /** Whether nothing is known of the person. */
  public boolean isEmpty() {
    return elements == 0 && payloads == 0 && letters == 0 && extras == 0;
  }
}
