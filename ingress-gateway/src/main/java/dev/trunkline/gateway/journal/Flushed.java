package dev.trunkline.gateway.journal;

import org.apache.kafka.common.TopicPartition;

/** Up to where Kafka's records would outlive a power cut of its machine. */
@FunctionalInterface
public interface Flushed {

  /** What is acknowledged is kept by several machines: that is enough. */
  Flushed ON_ACKNOWLEDGEMENT = (partition, offset) -> true;

  /** Whether this record would; asked again until it would. */
  boolean covers(TopicPartition partition, long offset);

  /** Looks anew; once a second or so. */
  default void refresh() {}
}
