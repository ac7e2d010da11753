package dev.trunkline.allinone.doctor;

import dev.trunkline.canonical.Topic;
import dev.trunkline.plumbing.ClusterDemands;
import dev.trunkline.plumbing.TopicFacts;
import dev.trunkline.plumbing.assertion.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a Kafka must be like; what a start refuses is judged by what refuses it. Pure. */
final class ClusterProbes {

  private static final int NAMED = 5;
  private static final Duration SKEW = Duration.ofSeconds(2);

  static final List<Probe<ClusterFacts>> ALL =
      List.of(
          new Probe<>("brokers", ClusterProbes::brokers),
          new Probe<>("topics", ClusterProbes::topics),
          new Probe<>("missing-topics", ClusterProbes::missing),
          new Probe<>("copies", ClusterProbes::copies),
          new Probe<>("in-sync", ClusterProbes::inSync),
          new Probe<>("flush", ClusterProbes::flush),
          new Probe<>("disk", ClusterProbes::disk),
          new Probe<>("clock", ClusterProbes::clock));

  private ClusterProbes() {}

  private static Judgement brokers(ClusterFacts facts) {
    return new Judgement(
        "%d, transaction.version %d"
            .formatted(facts.cluster().brokers().size(), facts.cluster().transactionVersion()),
        ClusterDemands.brokers(facts.cluster()));
  }

  private static Judgement topics(ClusterFacts facts) {
    return new Judgement(
        facts.cluster().topics().size() + " of ours",
        ClusterDemands.topics(facts.topics(), facts.replication(), facts.cluster()));
  }

  /** Where none is there yet, the first start makes them. */
  private static Judgement missing(ClusterFacts facts) {
    List<String> missing =
        facts.topics().stream()
            .map(Topic::name)
            .filter(Predicate.not(facts.cluster().topics()::containsKey))
            .toList();
    return Judgement.of(
        missing.isEmpty() ? "none" : missing.size() + " of " + facts.topics().size(),
        !missing.isEmpty() && !facts.cluster().topics().isEmpty(),
        "missing beside others that are there: " + some(missing),
        "somebody deleted them, or another version made the others: who writes to them fails",
        "the next start makes them: trunkline up");
  }

  private static Judgement copies(ClusterFacts facts) {
    List<Finding> findings = new ArrayList<>();
    List<String> leaderless =
        facts.partitions().stream()
            .filter(partition -> !partition.led())
            .map(ClusterFacts.Partition::toString)
            .toList();
    if (!leaderless.isEmpty()) {
      findings.add(
          new Finding(
              "no leader: " + some(leaderless),
              "nothing can be written to them or read",
              "start the brokers that have them; kafka-topics.sh --describe --unavailable-partitions"));
    }
    List<String> behind =
        facts.partitions().stream()
            .filter(partition -> partition.led() && partition.inSync() < partition.copies())
            .map(ClusterFacts.Partition::toString)
            .toList();
    if (!behind.isEmpty()) {
      findings.add(
          new Finding(
              "copies are behind: " + some(behind),
              "one more broker that goes, and acknowledged records are gone or nothing is taken",
              "look at the broker that lags; kafka-topics.sh --describe --under-replicated-partitions"));
    }
    return new Judgement(facts.partitions().size() + " partitions", findings);
  }

  private static Judgement inSync(ClusterFacts facts) {
    List<String> few =
        facts.partitions().stream()
            .filter(partition -> partition.inSync() < wanted(facts, partition.topic()))
            .map(ClusterFacts.Partition::toString)
            .toList();
    return Judgement.of(
        few.isEmpty() ? "enough everywhere" : few.size() + " partitions have too few",
        !few.isEmpty(),
        "fewer copies in sync than min.insync.replicas: " + some(few),
        "they take nothing: deliveries gather in the gateways' journals",
        "start the brokers that have the other copies");
  }

  private static int wanted(ClusterFacts facts, String topic) {
    TopicFacts found = facts.cluster().topics().get(topic);
    String least = found == null ? null : found.config().get("min.insync.replicas");
    return least == null ? 1 : Integer.parseInt(least);
  }

  /** A single copy is worth what its disk has. */
  private static Judgement flush(ClusterFacts facts) {
    List<Finding> findings = new ArrayList<>();
    List<String> found = new ArrayList<>();
    boolean alone = facts.replication() < 2;
    new TreeMap<>(facts.cluster().brokers())
        .forEach(
            (broker, config) -> {
              String every =
                  Objects.requireNonNullElse(config.get("log.flush.interval.messages"), "?");
              boolean each = every.equals("1");
              found.add(
                  "broker %s acknowledges %s"
                      .formatted(broker, each ? "what is on its disk" : "before its disk has it"));
              if (alone && !each) {
                findings.add(
                    new Finding(
                        "broker %s has log.flush.interval.messages=%s, not 1"
                            .formatted(broker, every),
                        "there is one copy, and a power cut takes what was acknowledged",
                        "log.flush.interval.messages=1 in server.properties, or three brokers and trunkline.kafka.replication=3"));
              }
            });
    return new Judgement(String.join(", ", found), findings);
  }

  private static Judgement disk(ClusterFacts facts) {
    List<Finding> findings = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (ClusterFacts.LogDisk disk : facts.disks()) {
      String error = disk.error();
      if (error != null) {
        findings.add(
            new Finding(
                "broker %d cannot use %s: %s".formatted(disk.broker(), disk.folder(), error),
                "its partitions are gone from it",
                "look at that disk (dmesg, smartctl -a), then restart the broker"));
      } else if (disk.total() > 0) {
        found.add("broker %d has %s free".formatted(disk.broker(), Texts.bytes(disk.free())));
        if (new DataFacts.Disk("", disk.free(), disk.total()).isShort()) {
          findings.add(
              new Finding(
                  "broker %d has %s of %s free"
                      .formatted(
                          disk.broker(), Texts.bytes(disk.free()), Texts.bytes(disk.total())),
                  "a broker stops where its disk is full",
                  "room on the disk of " + disk.folder()));
        }
      }
    }
    return new Judgement(found.isEmpty() ? "not told" : String.join(", ", found), findings);
  }

  /** Its clock shows only where it is ahead: what was appended last may be long ago. */
  private static Judgement clock(ClusterFacts facts) {
    if (facts.newest() == null) {
      return Judgement.well("no record tells");
    }
    Duration ago = Duration.between(facts.newest(), facts.now());
    return Judgement.of(
        "the newest record is of " + facts.newest(),
        ago.compareTo(SKEW.negated()) < 0,
        "the newest record is %s ahead of this clock".formatted(Texts.duration(ago.negated())),
        "records are kept by the broker's clock and judged by ours: ages and silences are wrong",
        "timedatectl set-ntp true, on the brokers and here");
  }

  private static String some(List<String> names) {
    return names.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "");
  }
}
