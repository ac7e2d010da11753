package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.StateTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** The pulls of the partitions that are ours, as their topic has them. */
final class JobTable {

  private static final Logger LOG = LoggerFactory.getLogger(JobTable.class);

  /** How long an ended job is known: a night's reconciliation is not made twice. */
  private static final Duration MEMORY = Duration.ofDays(7);

  private final StateTopic topic;
  private final Map<Integer, Map<String, PullJob>> jobs = new HashMap<>();

  JobTable(KafkaClients clients) {
    topic = new StateTopic(clients, Topics.PULLS_JOBS);
  }

  @Nullable PullJob get(int partition, String key) {
    return jobs.getOrDefault(partition, Map.of()).get(key);
  }

  void put(int partition, PullJob job) {
    jobs.computeIfAbsent(partition, fresh -> new HashMap<>()).put(job.key(), job);
  }

  /** The jobs of one partition of ours. */
  Collection<PullJob> of(int partition) {
    return jobs.getOrDefault(partition, Map.of()).values();
  }

  /** All jobs of ours. */
  List<PullJob> all() {
    return jobs.values().stream().flatMap(part -> part.values().stream()).toList();
  }

  void forget(Collection<Integer> partitions) {
    jobs.keySet().removeAll(partitions);
  }

  /** Reads these partitions from the topic, to its very end. */
  void restore(Collection<Integer> partitions, Instant now) {
    forget(partitions);
    topic.read(
        partitions,
        record -> {
          try {
            put(record.partition(), EventJson.mapper().readValue(record.value(), PullJob.class));
          } catch (JacksonException | NullPointerException e) {
            LOG.warn("{}: a state that cannot be read is left out", Topics.PULLS_JOBS.name());
          }
        });
    prune(now);
  }

  /** Forgets what ended long ago. */
  void prune(Instant now) {
    Instant old = now.minus(MEMORY);
    jobs.values()
        .forEach(part -> part.values().removeIf(j -> j.isEnded() && j.changedAt().isBefore(old)));
  }
}
