package dev.trunkline.writer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record and what it means.
 *
 * @param <T> what such a record means
 */
sealed interface Letter<T> {

  ConsumerRecord<String, byte[]> record();

  /** It could be read. */
  record Read<T>(ConsumerRecord<String, byte[]> record, T meaning) implements Letter<T> {}

  /**
   * It could not.
   *
   * @param reason quotes nothing of the record
   */
  record Unreadable<T>(ConsumerRecord<String, byte[]> record, String reason) implements Letter<T> {}
}
