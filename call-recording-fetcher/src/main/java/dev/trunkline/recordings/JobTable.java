package dev.trunkline.recordings;

import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.StateTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The searches of the partitions that are ours, as the topic of jobs has them. Ended ones are known
 * for a week, so that a late second report of their call begins none anew.
 */
final class JobTable {

  /** How long an ended search is known. */
  static final Duration MEMORY = Duration.ofDays(7);

  private final StateTopic topic;
  private final Map<Integer, Map<String, Job>> jobs = new HashMap<>();

  /** How many searches are due at each time. */
  private final TreeMap<Instant, Integer> dues = new TreeMap<>();

  JobTable(KafkaClients clients) {
    this.topic = new StateTopic(clients, Topics.RECORDINGS_JOBS);
  }

  @Nullable Job get(int partition, String callId) {
    return jobs.getOrDefault(partition, Map.of()).get(callId);
  }

  void put(int partition, Job job) {
    due(jobs.computeIfAbsent(partition, fresh -> new HashMap<>()).put(job.callId(), job), -1);
    due(job, 1);
  }

  private void due(@Nullable Job job, int more) {
    if (job != null && job.due() != null) {
      dues.merge(job.due(), more, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  /** When the next search of ours is due; null: none waits. */
  @Nullable Instant nextDue() {
    return dues.isEmpty() ? null : dues.firstKey();
  }

  /** Searches of a partition of ours that were due before this, in no order. */
  List<Job> overdue(int partition, Instant before, int most) {
    if (dues.isEmpty() || !dues.firstKey().isBefore(before)) {
      return List.of();
    }
    return of(partition).stream()
        .filter(job -> job.due() != null && job.due().isBefore(before))
        .limit(most)
        .toList();
  }

  /** All searches of ours. */
  Collection<Map<String, Job>> all() {
    return jobs.values();
  }

  /** The searches of one partition of ours. */
  Collection<Job> of(int partition) {
    return jobs.getOrDefault(partition, Map.of()).values();
  }

  void forget(Collection<Integer> partitions) {
    for (int partition : partitions) {
      of(partition).forEach(job -> due(job, -1));
      jobs.remove(partition);
    }
  }

  /** Forgets what ended long ago. */
  void prune(Instant now) {
    Instant old = now.minus(MEMORY);
    jobs.values()
        .forEach(part -> part.values().removeIf(j -> j.isEnded() && j.changedAt().isBefore(old)));
  }

  /**
   * Reads these partitions from the topic, to its very end: also what a member before us committed
   * in its last moment. What it left uncommitted ends with its transaction.
   *
   * @throws IllegalStateException if the end is not reached in time
   */
  void restore(Collection<Integer> partitions, Instant now) {
    forget(partitions);
    topic.read(partitions, record -> put(record.partition(), Job.read(record.value())));
    prune(now);
  }
}
