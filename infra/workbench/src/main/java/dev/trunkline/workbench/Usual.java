package dev.trunkline.workbench;

import java.util.List;

/** What is usual, and how improbable it is that so few come by chance. */
final class Usual {

  /**
   * A silence this improbable is taken for none by chance. For nothing at all it means that 7 were
   * to be expected.
   */
  private static final double IMPROBABLE = 0.001;

  /** Traffic varies more than Poisson says: of much, only a tenth and less is called hardly any. */
  private static final double HARDLY_ANY = 0.1;

  private Usual() {}

  /**
   * How many are usual: the lesser of mean and (lower) median. The mean alone would make a habit of
   * one busy day, the median alone overlooks what comes in bursts.
   */
  static double of(List<Long> counts) {
    if (counts.isEmpty()) {
      return 0;
    }
    double mean = counts.stream().mapToLong(Long::longValue).average().orElse(0);
    long median = counts.stream().sorted().toList().get((counts.size() - 1) / 2);
    return Math.min(mean, (double) median);
  }

  /** Whether so few are no chance (Poisson) where so many are usual. */
  static boolean isSilence(long came, double usual) {
    return came <= HARDLY_ANY * usual && atMost(came, usual) < IMPROBABLE;
  }

  /** The probability that no more than these come. */
  private static double atMost(long came, double usual) {
    double term = Math.exp(-usual);
    double sum = term;
    for (int n = 1; n <= came; n++) {
      term *= usual / n;
      sum += term;
    }
    return sum;
  }
}
