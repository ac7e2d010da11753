package dev.trunkline.gateway.pull;

/**
 * What of a page goes out with a turn.
 *
 * @param deliveries how many
 * @param rows that they hold
 * @param unchanged parts that stay, because each of their rows went out before, just so
 */
record Published(long deliveries, long rows, long unchanged) {

  /** Nothing. */
  static final Published NOTHING = new Published(0, 0, 0);
}
