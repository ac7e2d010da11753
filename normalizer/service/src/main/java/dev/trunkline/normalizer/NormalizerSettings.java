package dev.trunkline.normalizer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The normalizer's knobs.
 *
 * @param instance names this process among several, stable over restarts: its transactions are
 *     fenced by it
 * @param concurrency consumers in this process, 1 to 6 (the raw topics' partitions)
 * @param maxPollRecords most deliveries of one transaction, 1 to 1,000
 * @param replayRate most deliveries a second of the replay lane of this process, 1 to 100,000
 */
@ConfigurationProperties("trunkline.normalizer")
record NormalizerSettings(
    @DefaultValue("0") String instance,
    @DefaultValue("1") int concurrency,
    @DefaultValue("200") int maxPollRecords,
    @DefaultValue("500") int replayRate) {

  NormalizerSettings {
    within("concurrency", concurrency, 1, 6);
    within("max-poll-records", maxPollRecords, 1, 1_000);
    within("replay-rate", replayRate, 1, 100_000);
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "trunkline.normalizer.%s is %d, not within %d to %d".formatted(name, value, least, most));
    }
  }
}
