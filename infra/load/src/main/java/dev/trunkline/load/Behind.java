package dev.trunkline.load;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.apache.kafka.clients.admin.Admin;

/**
 * How far a stage is behind. The age is what people ask for: a number of records says nothing about
 * time.
 *
 * @param records not committed yet
 * @param oldest how long the oldest of them has been waiting, by the broker's clock; zero if none
 */
public record Behind(long records, Duration oldest) {

  /** How far this group is behind on these topics. */
  public static Behind of(
      KafkaClients clients, Admin admin, String group, Collection<String> topics, Clock clock) {
    Instant now = clock.instant();
    Lag.Waiting waiting = Lag.waiting(admin, group, topics);
    if (waiting.next().isEmpty()) {
      return new Behind(0, Duration.ZERO);
    }
    try (WaitingRecords records = new WaitingRecords(clients)) {
      return of(waiting, records, now);
    }
  }

  /**
   * The same, of what was found to wait.
   *
   * @param now before it was looked for: how long the look takes is no record's age
   */
  static Behind of(Lag.Waiting waiting, WaitingRecords records, Instant now) {
    Duration age = Duration.between(records.oldest(waiting.next(), now), now);
    return new Behind(waiting.records(), age.isNegative() ? Duration.ZERO : age);
  }
}
