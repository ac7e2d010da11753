package dev.trunkline.plumbing.outbound;

import java.time.Duration;

/**
 * What an answer may cost.
 *
 * @param maxBytes of the body as counted while it comes, whatever its Content-Length says
 * @param deadline from the first look-up to the last byte of the body, redirects included
 * @param minBytesPerSecond the least a body must bring in every window; 0: no matter
 * @param window over which the rate is taken
 */
public record Limits(long maxBytes, Duration deadline, long minBytesPerSecond, Duration window) {

  /** An API call: 2 MiB, 20 seconds. */
  public static final Limits CALL =
      new Limits(2L << 20, Duration.ofSeconds(20), 0, Duration.ofSeconds(10));

  /** A download: 200 MiB, 120 seconds, 1 kB/s over 10 seconds. */
  public static final Limits DOWNLOAD =
      new Limits(200L << 20, Duration.ofSeconds(120), 1000, Duration.ofSeconds(10));

  /** Refuses what bounds nothing. */
  public Limits {
    if (maxBytes < 1 || minBytesPerSecond < 0) {
      throw new IllegalArgumentException("max_bytes is less than 1 or min_rate less than 0");
    }
    if (!deadline.isPositive() || !window.isPositive()) {
      throw new IllegalArgumentException("deadline or window is not positive");
    }
  }

  /** The same with another deadline. */
  public Limits within(Duration deadline) {
    return new Limits(maxBytes, deadline, minBytesPerSecond, window);
  }

  /** The same with another size. */
  public Limits upTo(long maxBytes) {
    return new Limits(maxBytes, deadline, minBytesPerSecond, window);
  }
}
