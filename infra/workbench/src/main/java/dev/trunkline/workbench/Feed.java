package dev.trunkline.workbench;

import dev.trunkline.plumbing.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Reads what is committed on a topic, all of it or what is of one source; commits nothing. */
final class Feed implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** An operator waits: sixty seconds, Kafka's default, say less than an answer. */
  private static final int TIMEOUT_MS = 15_000;

  private final KafkaClients clients;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * A reader at the beginning.
   *
   * @param source null: all of the topic
   * @throws CommandFailure if there is no such topic
   */
  Feed(KafkaClients clients, String topic, @Nullable String source) {
    this.clients = clients;
    this.consumer = consumer(clients, "read_committed");
    this.partitions = new ArrayList<>();
    try {
      List<PartitionInfo> all = consumer.partitionsFor(topic);
      if (all == null || all.isEmpty()) {
        throw new CommandFailure(
            ExitCode.UNREACHABLE,
            "this Kafka has no topic "
                + topic
                + ": no gateway of this version has run on it; start one, or name another with --kafka");
      }
      for (PartitionInfo info : all) {
        if (source == null || info.partition() == partition(source, all.size())) {
          partitions.add(new TopicPartition(topic, info.partition()));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** The partition that Kafka gives a key by default. */
  private static int partition(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  /** The partition that it reads, of a feed of one source. */
  int partition() {
    return partitions.getFirst().partition();
  }

  /** Leaves out what is committed by now. */
  Feed fromHere() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // Kafka would look for the end when it is first read
    return this;
  }

  /** What came; empty where nothing does within this time. */
  List<ConsumerRecord<String, byte[]>> poll(Duration patience) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    consumer.poll(patience).forEach(records::add);
    return records;
  }

  /**
   * Visits all up to the very end as it is now: what a transaction has open is waited for.
   *
   * @throws IllegalStateException if that end is not reached in time
   */
  void toTheEnd(Consumer<ConsumerRecord<String, byte[]>> visitor) {
    Map<TopicPartition, Long> ends;
    try (KafkaConsumer<String, byte[]> other = consumer(clients, "read_uncommitted")) {
      other.assign(partitions); // else it warns of offsets that it asked for itself
      ends = other.endOffsets(partitions);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("a transaction holds a topic of jobs for a minute");
      }
      consumer.poll(POLL).forEach(visitor);
    }
  }

  private static KafkaConsumer<String, byte[]> consumer(KafkaClients clients, String isolation) {
    Map<String, Object> config = new HashMap<>(clients.consumer("unused", 1_000));
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
