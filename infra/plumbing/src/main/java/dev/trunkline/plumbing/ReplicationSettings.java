package dev.trunkline.plumbing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is asked of Kafka.
 *
 * @param replication least copies of each partition of our topics: 3 in a cluster, 1 where the
 *     broker is alone, 1 to 15
 */
@ConfigurationProperties("trunkline.kafka")
record ReplicationSettings(@DefaultValue("3") short replication) {

  ReplicationSettings {
    if (replication < 1 || replication > 15) {
      throw new IllegalArgumentException(
          "trunkline.kafka.replication is %d, not within 1 to 15".formatted(replication));
    }
  }
}
