package dev.trunkline.recordings.audio;

import java.time.Duration;

/**
 * What bounds a store.
 *
 * @param smallest a recording, in bytes, at least 1
 * @param largest a recording, in bytes; more of it is not even written
 * @param reserveBytes what stays free on the disk; 0 for no reserve
 * @param reservePercent the reserve is never more than this share of the disk, 0 to 100
 * @param abandoned an unfinished file untouched for so long is nobody's; longer than a download may
 *     take
 */
public record Limits(
    long smallest, long largest, long reserveBytes, int reservePercent, Duration abandoned) {

  /** 100 bytes to 256 MiB; 1 GiB or 5 % of the disk, the lesser; an hour. */
  public static final Limits USUAL = new Limits(100, 256L << 20, 1L << 30, 5, Duration.ofHours(1));

  /**
   * Checks that they make sense.
   *
   * @throws IllegalArgumentException naming what does not
   */
  public Limits {
    require(smallest >= 1, "smallest must be at least 1 byte");
    require(largest >= smallest, "largest must be at least smallest");
    require(reserveBytes >= 0, "reserve-bytes must not be negative");
    require(reservePercent >= 0 && reservePercent <= 100, "reserve-percent must be 0 to 100");
    require(abandoned.compareTo(Duration.ofMinutes(1)) >= 0, "abandoned must be at least 1m");
  }

  /** Of a disk of so many bytes. */
  long reserve(long total) {
    return Math.min(reserveBytes, total / 100 * reservePercent);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
