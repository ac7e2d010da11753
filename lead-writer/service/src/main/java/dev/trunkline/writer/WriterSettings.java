package dev.trunkline.writer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The writer's knobs.
 *
 * @param concurrency consumers of events in this process, 1 to 6 (the topics' partitions)
 * @param maxPollRecords most records of one transaction, 1 to 10,000
 * @param payloadMaxPollRecords most payloads of one transaction, 1 to 1,000
 * @param maxPollInterval after which a member that does nothing at all is given up, 1 s to 1 h; one
 *     that waits for the database polls on, and is not
 * @param acceptLostCommits run on a database that may forget what it committed
 */
@ConfigurationProperties("trunkline.writer")
record WriterSettings(
    @DefaultValue("1") int concurrency,
    @DefaultValue("1000") int maxPollRecords,
    @DefaultValue("200") int payloadMaxPollRecords,
    @DefaultValue("5m") Duration maxPollInterval,
    @DefaultValue("false") boolean acceptLostCommits) {

  WriterSettings {
    within("concurrency", concurrency, 1, 6);
    within("max-poll-records", maxPollRecords, 1, 10_000);
    within("payload-max-poll-records", payloadMaxPollRecords, 1, 1_000);
    within("max-poll-interval seconds", Math.toIntExact(maxPollInterval.toSeconds()), 1, 3_600);
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "trunkline.writer.%s is %d, not within %d to %d".formatted(name, value, least, most));
    }
  }
}
