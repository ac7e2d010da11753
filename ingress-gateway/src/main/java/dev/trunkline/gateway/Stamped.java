package dev.trunkline.gateway;

import dev.trunkline.gateway.Verdict.Finding;
import dev.trunkline.vendors.Signing.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges the time that a right signature covers. */
final class Stamped {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,14}");

  private Stamped() {}

  /**
   * Whether it is neither too old nor too far ahead; both ends are included.
   *
   * @param time as the request says it
   * @param genuine what was found of the signature
   * @param signature that covers the time
   */
  static Verdict judge(
      Stamp stamp, @Nullable String time, Instant now, Verdict.Genuine genuine, String signature) {
    if (time == null || !DIGITS.matcher(time).matches()) {
      return new Verdict.Forged(Finding.UNREADABLE);
    }
    long number = Long.parseLong(time);
    Instant signed =
        switch (stamp.unit()) {
          case S -> Instant.ofEpochSecond(number);
          case MS -> Instant.ofEpochMilli(number);
        };
    Duration age = Duration.between(signed, now);
    if (age.compareTo(stamp.tolerance()) > 0) {
      return new Verdict.Forged(Finding.STALE);
    }
    if (age.negated().compareTo(stamp.tolerance()) > 0) {
      return new Verdict.Forged(Finding.EARLY);
    }
    return new Verdict.Genuine(genuine.proof(), List.of(new Verdict.Signed(signature, age)));
  }
}
