package dev.trunkline.allinone.doctor;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people read them. */
final class Texts {

  private static final long KIB = 1024;

  private Texts() {}

  static String bytes(long bytes) {
    if (bytes < KIB * KIB) {
      return bytes / KIB + " KiB";
    }
    return bytes < KIB * KIB * KIB
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (KIB * KIB))
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (KIB * KIB * KIB));
  }

  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
    }
    if (millis < 10_000) {
      return millis + " ms";
    }
    return duration.toSeconds() < 600 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
  }
}
