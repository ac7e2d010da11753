package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** How pulls stand, as {@code pulls.jobs.v1} has it. */
final class PullJobs {

  private PullJobs() {}

  /** A feed of the states of one source's pulls, from the beginning. */
  static Feed ofSource(KafkaClients clients, String source) {
    return new Feed(clients, Topics.PULLS_JOBS.name(), source);
  }

  /** The latest state of every pull there is. */
  static List<PullJob> latest(KafkaClients clients) {
    try (Feed feed = new Feed(clients, Topics.PULLS_JOBS.name(), null)) {
      return List.copyOf(latest(feed).values());
    }
  }

  /** The latest state by key of what is left of a feed. */
  static Map<String, PullJob> latest(Feed feed) {
    Map<String, PullJob> latest = new LinkedHashMap<>();
    feed.toTheEnd(
        record -> {
          PullJob job = read(record);
          if (job == null) {
            latest.remove(record.key());
          } else {
            latest.put(record.key(), job);
          }
        });
    return latest;
  }

  /** The state that a record holds; null: the job is forgotten. */
  static @Nullable PullJob read(ConsumerRecord<String, byte[]> record) {
    return record.value() == null
        ? null
        : EventJson.mapper().readValue(record.value(), PullJob.class);
  }
}
