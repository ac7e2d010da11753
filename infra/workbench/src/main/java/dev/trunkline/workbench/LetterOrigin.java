package dev.trunkline.workbench;

import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Where the record stands that a letter was part of. */
record LetterOrigin(String topic, int partition, long offset) {

  private static final Pattern WRITTEN = Pattern.compile("(.+)-(\\d{1,9})@(\\d{1,18})");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What a letter's origin says; empty where it says nothing. */
  static Optional<LetterOrigin> of(String written) {
    Matcher place = WRITTEN.matcher(written);
    return place.matches()
        ? Optional.of(
            new LetterOrigin(
                place.group(1), Integer.parseInt(place.group(2)), Long.parseLong(place.group(3))))
        : Optional.empty();
  }

  /** The record itself; empty where the topic has it no longer. */
  Optional<ConsumerRecord<String, byte[]>> read(KafkaClients clients) {
    Map<String, Object> config = new HashMap<>(clients.consumer("unused", 1));
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    TopicPartition place = new TopicPartition(topic, partition);
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
      consumer.assign(List.of(place));
      if (offset < consumer.beginningOffsets(List.of(place)).getOrDefault(place, Long.MAX_VALUE)
          || offset >= consumer.endOffsets(List.of(place)).getOrDefault(place, 0L)) {
        return Optional.empty();
      }
      consumer.seek(place, offset);
      for (ConsumerRecord<String, byte[]> record : consumer.poll(PATIENCE)) {
        if (record.offset() == offset) {
          return Optional.of(record);
        }
      }
      return Optional.empty();
    }
  }
}
