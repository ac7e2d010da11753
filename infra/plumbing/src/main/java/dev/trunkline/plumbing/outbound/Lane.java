package dev.trunkline.plumbing.outbound;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests these are: breaker, places and rate are kept per key. A key has one lane at a
 * time; stating other places or another rate under the same key begins them anew.
 *
 * @param key the source's id, and what of it is asked where it is not all one; shown in meters
 * @param atOnce how many requests may be under way at the same time
 * @param perSecond how many requests a second; null: as many as there are
 */
public record Lane(String key, int atOnce, @Nullable Double perSecond) {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:/-]{1,400}");

  /** Refuses what would not bound anything. */
  public Lane {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("key is not 1 to 400 of A-Z a-z 0-9 . _ : / -");
    }
    if (atOnce < 1) {
      throw new IllegalArgumentException("at_once " + atOnce + " is less than 1");
    }
    if (perSecond != null && !(perSecond >= 0.0001 && perSecond <= 10_000)) {
      throw new IllegalArgumentException("per_second " + perSecond + " is not in 0.0001 to 10000");
    }
  }

  /** Four at once, at no particular rate. */
  public static Lane of(String key) {
    return new Lane(key, 4, null);
  }
}
