package dev.trunkline.allinone;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.StateTopic;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;

/** How all pulls stand, as their topic says. */
final class PullStates {

  private final StateTopic topic;

  PullStates(KafkaClients clients) {
    topic = new StateTopic(clients, Topics.PULLS_JOBS);
  }

  /**
   * The latest state of each, by {@link PullJob#key}; one that cannot be read is left out.
   *
   * @throws RuntimeException if Kafka does not answer
   */
  SortedMap<String, PullJob> read() {
    SortedMap<String, PullJob> jobs = new TreeMap<>();
    topic.read(
        IntStream.range(0, Topics.PULLS_JOBS.partitions()).boxed().toList(),
        record -> put(jobs, record));
    return jobs;
  }

  private static void put(SortedMap<String, PullJob> jobs, ConsumerRecord<String, byte[]> record) {
    try {
      jobs.put(record.key(), EventJson.mapper().readValue(record.value(), PullJob.class));
    } catch (JacksonException e) {
      jobs.remove(record.key());
    }
  }
}
