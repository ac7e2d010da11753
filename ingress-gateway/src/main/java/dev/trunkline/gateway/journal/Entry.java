package dev.trunkline.gateway.journal;

import java.util.Map;

/**
 * A record on its way to Kafka.
 *
 * @param topic where it belongs
 * @param key of the record: the delivery's id
 * @param headers as text, in any order
 * @param body the bytes as they came; not copied
 * @param maybeDuplicate whether an earlier send of it had an unknown outcome
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Entry(
    String topic, String key, Map<String, String> headers, byte[] body, boolean maybeDuplicate) {

  /** The header of a record that Kafka may have twice, both with the same key. */
  public static final String MAYBE_DUPLICATE = "maybe_dup";

  /** The same, sent again. */
  Entry again() {
    return new Entry(topic, key, headers, body, true);
  }

  @Override
  public String toString() {
    return "Entry[topic=" + topic + ", key=" + key + "]";
  }
}
