package dev.trunkline.canonical;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic and every setting that the promises rest on.
 *
 * @param partitions at least 1; never changed later, because keys must keep their order
 * @param retention how long records are kept
 * @param retentionBytes most bytes of a partition, the oldest going first; -1: bounded by time
 *     only. For topics that anybody can fill without a proof
 * @param compacted whether of each key only the latest record must be kept: state, not history
 */
public record Topic(
    String name, int partitions, Duration retention, long retentionBytes, boolean compacted) {

  /** A history bounded by time and size. */
  public Topic(String name, int partitions, Duration retention, long retentionBytes) {
    this(name, partitions, retention, retentionBytes, false);
  }

  /** A history bounded by time only. */
  public Topic(String name, int partitions, Duration retention) {
    this(name, partitions, retention, -1);
  }

  /**
   * Largest record, in bytes: a body of 1 MiB with its headers, and a manifest of 10,000 elements.
   */
  public static final int MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

  /**
   * The topic's configuration, as Kafka names it. The timestamp is the broker's: a vendor's clock
   * must not decide retention (openmeter#5005 lost acknowledged events that way).
   */
  public Map<String, String> config() {
    Map<String, String> config = new TreeMap<>();
    config.put("cleanup.policy", compacted ? "compact,delete" : "delete");
    if (compacted) {
      // What is still being written to is never compacted: by default a week's worth.
      config.put("segment.ms", Long.toString(Duration.ofHours(1).toMillis()));
      config.put("min.cleanable.dirty.ratio", "0.2");
    }
    config.put("retention.ms", Long.toString(retention.toMillis()));
    config.put("retention.bytes", Long.toString(retentionBytes));
    config.put("message.timestamp.type", "LogAppendTime");
    config.put("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    config.put("unclean.leader.election.enable", "false");
    return config;
  }
}
