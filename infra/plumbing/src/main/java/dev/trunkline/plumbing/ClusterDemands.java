package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.assertion.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster must be like, our topics on it included: what a start refuses and what a doctor
 * finds are the same. Pure.
 */
public final class ClusterDemands {

  /** From this level on every transaction has an epoch of its own (KIP-890). */
  private static final int TRANSACTION_VERSION = 2;

  private static final List<Demand> BROKER =
      List.of(
          new Demand(
              "auto.create.topics.enable",
              Relation.SAME,
              "false",
              "a mistyped or deleted topic would come back with settings that nobody chose"),
          new Demand(
              "message.max.bytes",
              Relation.AT_LEAST,
              Integer.toString(Topic.MAX_MESSAGE_BYTES),
              "topics without a limit of their own would not take the largest record that we make"));

  private ClusterDemands() {}

  /**
   * What does not fit; topics that do not exist yet do.
   *
   * @param replication least copies of each partition
   */
  static List<Finding> findings(Collection<Topic> topics, short replication, KafkaFacts found) {
    List<Finding> findings = new ArrayList<>(brokers(found));
    findings.addAll(topics(topics, replication, found));
    return findings;
  }

  /** What of the brokers' own settings does not fit. */
  public static List<Finding> brokers(KafkaFacts found) {
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(found.brokers()).forEach((id, config) -> findings.addAll(broker(id, config)));
    if (found.transactionVersion() < TRANSACTION_VERSION) {
      findings.add(
          new Finding(
              "Kafka's feature transaction.version is %d, not %d or more"
                  .formatted(found.transactionVersion(), TRANSACTION_VERSION),
              "a late record of one transaction could join the next, and one left hanging could block its readers for ever",
              "kafka-features.sh upgrade --feature transaction.version=%d (brokers of 4.0 or newer)"
                  .formatted(TRANSACTION_VERSION)));
    }
    return findings;
  }

  /**
   * What of these topics does not fit; those that do not exist yet do.
   *
   * @param replication least copies of each partition
   */
  public static List<Finding> topics(
      Collection<Topic> topics, short replication, KafkaFacts found) {
    List<Finding> findings = new ArrayList<>();
    for (Topic topic : topics) {
      TopicFacts facts = found.topics().get(topic.name());
      if (facts != null) {
        findings.addAll(TopicDemands.findings(topic, replication, facts));
      }
    }
    return findings;
  }

  private static List<Finding> broker(String id, Map<String, String> config) {
    List<Finding> findings = new ArrayList<>();
    for (Demand demand : BROKER) {
      demand
          .unmet(config)
          .ifPresent(
              difference ->
                  findings.add(
                      new Finding(
                          "broker %s has %s".formatted(id, difference),
                          demand.why(),
                          demand.setting() + " in the broker's server.properties, and a restart")));
    }
    return findings;
  }
}
