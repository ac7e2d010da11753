package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * So many in a time, and at most so many at once.
 *
 * @param most at least one
 * @param per in which {@code most} come back, evenly
 */
public record Rate(int most, Duration per) {

  private static final Pattern WRITTEN = Pattern.compile("[1-9][0-9]{0,6}/(s|min|h)");

  /** Refuses what lets nothing through. */
  public Rate {
    if (most < 1 || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException("a rate of " + most + " in " + per + " is none");
    }
  }

  /** A rate as written, {@code 120/min}, {@code 5/s}, {@code 1000/h}; null if it is none. */
  static @Nullable Rate read(String written) {
    if (!WRITTEN.matches(written)) {
      return null;
    }
    int slash = written.indexOf('/');
    return new Rate(
        Integer.parseInt(written.substring(0, slash)),
        switch (written.substring(slash + 1)) {
          case "s" -> Duration.ofSeconds(1);
          case "min" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        });
  }
}
