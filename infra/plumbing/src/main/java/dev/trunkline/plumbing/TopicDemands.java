package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.assertion.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a topic must be like. Pure. */
final class TopicDemands {

  /** So many copies are a cluster: an acknowledgement must be worth two of them. */
  private static final int CLUSTER = 3;

  private static final String MIN_INSYNC = "min.insync.replicas";

  private record Meaning(Relation relation, String why) {}

  private static final Map<String, Meaning> MEANINGS =
      Map.of(
          "cleanup.policy",
          new Meaning(Relation.SAME_WORDS, "records would go that are still asked for"),
          "retention.ms",
          new Meaning(Relation.AT_LEAST, "records would go before they were read"),
          "message.timestamp.type",
          new Meaning(
              Relation.SAME,
              "a vendor's clock would decide how long its records are kept, and lose some at once"),
          "max.message.bytes",
          new Meaning(Relation.AT_LEAST, "it would not take the largest record that we make"),
          "unclean.leader.election.enable",
          new Meaning(
              Relation.SAME, "a copy that lacks acknowledged records could become the truth"),
          "segment.ms",
          new Meaning(Relation.AT_MOST, "state would not be compacted in time"),
          "min.cleanable.dirty.ratio",
          new Meaning(Relation.AT_MOST, "state would not be compacted in time"),
          MIN_INSYNC,
          new Meaning(Relation.AT_LEAST, "an acknowledgement would be worth one disk"));

  private static final Meaning UNBOUNDED =
      new Meaning(Relation.SAME, "records would go by size, however young they are");
  private static final Meaning BOUNDED =
      new Meaning(
          Relation.AT_LEAST_AND_BOUNDED, "anybody can fill it without a proof: it needs an end");

  private TopicDemands() {}

  /** The configuration that a topic is made with. */
  static Map<String, String> config(Topic topic, short replication) {
    Map<String, String> config = new HashMap<>(topic.config());
    if (replication >= CLUSTER) {
      config.put(MIN_INSYNC, "2");
    }
    return config;
  }

  /**
   * What about this topic does not fit.
   *
   * @param replication least copies of each partition
   */
  static List<Finding> findings(Topic topic, short replication, TopicFacts found) {
    List<Finding> findings = new ArrayList<>();
    if (found.partitions() != topic.partitions()) {
      findings.add(
          new Finding(
              "topic %s has %d partitions, not %d"
                  .formatted(topic.name(), found.partitions(), topic.partitions()),
              "keys would lose their order, and no count is ever changed",
              "kafka-topics.sh --delete --topic %s once nothing on it is needed: the next start makes it anew"
                  .formatted(topic.name())));
    }
    if (found.copies() < replication) {
      findings.add(
          new Finding(
              "topic %s keeps %d of %d copies".formatted(topic.name(), found.copies(), replication),
              "what was acknowledged would be lost with fewer disks than stated",
              "kafka-reassign-partitions.sh, or state this number: trunkline.kafka.replication=%d"
                  .formatted(found.copies())));
    }
    for (Demand demand : demands(topic, replication)) {
      demand
          .unmet(found.config())
          .ifPresent(
              difference ->
                  findings.add(
                      new Finding(
                          "topic %s has %s".formatted(topic.name(), difference),
                          demand.why(),
                          "kafka-configs.sh --alter --topic %s --add-config %s"
                              .formatted(topic.name(), demand.setting()))));
    }
    return findings;
  }

  private static List<Demand> demands(Topic topic, short replication) {
    List<Demand> demands = new ArrayList<>();
    new TreeMap<>(config(topic, replication))
        .forEach(
            (name, stated) -> {
              Meaning meaning = meaning(name, stated);
              demands.add(new Demand(name, meaning.relation(), stated, meaning.why()));
            });
    return demands;
  }

  private static Meaning meaning(String name, String stated) {
    if (name.equals("retention.bytes")) {
      return stated.equals("-1") ? UNBOUNDED : BOUNDED;
    }
    Meaning meaning = MEANINGS.get(name);
    if (meaning == null) {
      throw new IllegalArgumentException(
          "a topic states %s, of which nobody knows why".formatted(name));
    }
    return meaning;
  }
}
