package dev.trunkline.writer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Names the place of a record. */
final class Origin {

  private Origin() {}

  /** {@code topic-partition@offset}. */
  static String of(ConsumerRecord<?, ?> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
