package dev.trunkline.plumbing;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where Kafka's own partitioner puts a key. */
public final class Keys {

  private Keys() {}

  /**
   * The partition of a record with this key and no partition of its own.
   *
   * @param partitions of the topic, at least 1
   */
  public static int partition(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
