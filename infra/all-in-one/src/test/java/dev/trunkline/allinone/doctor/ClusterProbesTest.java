package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.allinone.doctor.ClusterFacts.Group;
import dev.trunkline.allinone.doctor.ClusterFacts.LogDisk;
import dev.trunkline.allinone.doctor.ClusterFacts.Open;
import dev.trunkline.allinone.doctor.ClusterFacts.Partition;
import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaFacts;
import dev.trunkline.plumbing.TopicFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterProbesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final long GIB = 1L << 30;
  private static final Topic TOPIC = Topics.FATES;
  private static final List<Probe<ClusterFacts>> ALL =
      Stream.concat(ClusterProbes.ALL.stream(), ReadingProbes.ALL.stream()).toList();

  private static final Map<String, String> BROKER =
      Map.of(
          "auto.create.topics.enable", "false",
          "message.max.bytes", "2162688",
          "log.flush.interval.messages", "1");

  /** A Kafka at its best, to be broken in one way. */
  private static ClusterFacts sound() {
    return new ClusterFacts(
        cluster(BROKER, topic(Map.of()), 2),
        List.of(TOPIC),
        (short) 1,
        List.of(new Partition("fates.v1", 0, true, 1, 1)),
        List.of(new LogDisk(1, "/kafka", 50 * GIB, 100 * GIB, null)),
        List.of(group("lead-writer", 1, 0, Duration.ZERO, true)),
        List.of(),
        NOW.minusSeconds(9),
        NOW);
  }

  @Test
  void aKafkaThatFitsIsWell() {
    assertThat(Judged.by(ALL, sound())).isEmpty();
  }

  @Test
  void anEmptyKafkaIsWell() {
    ClusterFacts empty =
        new ClusterFacts(
            new KafkaFacts(Map.of(), Map.of("1", BROKER), 2),
            List.of(TOPIC),
            (short) 1,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            NOW);

    assertThat(Judged.by(ALL, empty)).isEmpty();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken(
            "brokers",
            "auto.create.topics.enable=true",
            f ->
                cluster(
                    f, cluster(changed("auto.create.topics.enable", "true"), topic(Map.of()), 2))),
        broken(
            "brokers",
            "transaction.version is 1",
            f -> cluster(f, cluster(BROKER, topic(Map.of()), 1))),
        broken(
            "topics",
            "retention.ms=1000, not 7776000000 or more",
            f -> cluster(f, cluster(BROKER, topic(Map.of("retention.ms", "1000")), 2))),
        broken("missing-topics", "rejected.v1", f -> topics(f, List.of(TOPIC, Topics.REJECTED))),
        broken(
            "copies",
            "no leader: fates.v1-0",
            f -> partition(f, new Partition("fates.v1", 0, false, 1, 1))),
        broken(
            "copies",
            "behind: fates.v1-0",
            f -> partition(f, new Partition("fates.v1", 0, true, 3, 2))),
        broken(
            "flush",
            "log.flush.interval.messages=9223372036854775807",
            f ->
                cluster(
                    f,
                    cluster(
                        changed("log.flush.interval.messages", "9223372036854775807"),
                        topic(Map.of()),
                        2))),
        broken(
            "disk",
            "1.0 GiB of 100.0 GiB",
            f -> disk(f, new LogDisk(1, "/kafka", GIB, 100 * GIB, null))),
        broken(
            "disk", "cannot use /kafka", f -> disk(f, new LogDisk(1, "/kafka", -1, -1, "offline"))),
        broken("clock", "10 s ahead", f -> newest(f, NOW.plusSeconds(10))),
        broken(
            "readers", "no member", f -> group(f, group("normalizer", 0, 0, Duration.ZERO, true))),
        broken(
            "behind",
            "16 min",
            f -> group(f, group("normalizer", 1, 9, Duration.ofMinutes(16), true))),
        broken(
            "stuck",
            "has not read on",
            f -> group(f, group("normalizer", 1, 9, Duration.ofMinutes(2), false))),
        broken(
            "open-transactions",
            "transaction normalizer-0-0",
            f ->
                open(
                    f,
                    new Open(
                        "transaction normalizer-0-0",
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(1)))));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatDoesNotFitIsNamed(String probe, String what, ClusterFacts facts) {
    Judged.onlyFinds(ALL, facts, probe, what);
  }

  /** Where three brokers have a record, none needs to have flushed it. */
  @Test
  void aClusterNeedNotFlushEachRecord() {
    ClusterFacts cluster =
        new ClusterFacts(
            new KafkaFacts(
                Map.of(), Map.of("1", changed("log.flush.interval.messages", "9999")), 2),
            List.of(TOPIC),
            (short) 3,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            NOW);

    assertThat(Judged.by(ALL, cluster)).isEmpty();
  }

  @Test
  void tooFewCopiesInSyncTakeNothing() {
    ClusterFacts facts =
        partition(
            cluster(sound(), cluster(BROKER, topic(Map.of("min.insync.replicas", "2")), 2)),
            new Partition("fates.v1", 0, true, 2, 1));

    assertThat(Judged.by(ALL, facts)).containsOnlyKeys("copies", "in-sync");
  }

  @Test
  void whoIsALittleBehindOrHasJustBegunATransactionIsWell() {
    ClusterFacts facts =
        open(
            group(sound(), group("normalizer", 1, 900, Duration.ofSeconds(50), false)),
            new Open("transaction normalizer-0-0", Duration.ofSeconds(3), Duration.ofMinutes(1)));

    assertThat(Judged.by(ALL, facts)).isEmpty();
  }

  private static Arguments broken(String probe, String what, UnaryOperator<ClusterFacts> change) {
    return Arguments.of(probe, what, change.apply(sound()));
  }

  private static Map<String, String> changed(String setting, String value) {
    Map<String, String> changed = new HashMap<>(BROKER);
    changed.put(setting, value);
    return changed;
  }

  private static TopicFacts topic(Map<String, String> changed) {
    Map<String, String> config = new HashMap<>(TOPIC.config());
    config.putAll(changed);
    return new TopicFacts(TOPIC.name(), TOPIC.partitions(), 1, config);
  }

  private static KafkaFacts cluster(Map<String, String> broker, TopicFacts topic, int version) {
    return new KafkaFacts(Map.of(TOPIC.name(), topic), Map.of("1", broker), version);
  }

  private static Group group(
      String name, int members, long records, Duration oldest, boolean moved) {
    return new Group(name, "Stable", members, records, oldest, moved);
  }

  private static ClusterFacts cluster(ClusterFacts f, KafkaFacts cluster) {
    return new ClusterFacts(
        cluster,
        f.topics(),
        f.replication(),
        f.partitions(),
        f.disks(),
        f.groups(),
        f.open(),
        f.newest(),
        f.now());
  }

  private static ClusterFacts topics(ClusterFacts f, List<Topic> topics) {
    return new ClusterFacts(
        f.cluster(),
        topics,
        f.replication(),
        f.partitions(),
        f.disks(),
        f.groups(),
        f.open(),
        f.newest(),
        f.now());
  }

  private static ClusterFacts partition(ClusterFacts f, Partition partition) {
    return new ClusterFacts(
        f.cluster(),
        f.topics(),
        f.replication(),
        List.of(partition),
        f.disks(),
        f.groups(),
        f.open(),
        f.newest(),
        f.now());
  }

  private static ClusterFacts disk(ClusterFacts f, LogDisk disk) {
    return new ClusterFacts(
        f.cluster(),
        f.topics(),
        f.replication(),
        f.partitions(),
        List.of(disk),
        f.groups(),
        f.open(),
        f.newest(),
        f.now());
  }

  private static ClusterFacts group(ClusterFacts f, Group group) {
    return new ClusterFacts(
        f.cluster(),
        f.topics(),
        f.replication(),
        f.partitions(),
        f.disks(),
        List.of(group),
        f.open(),
        f.newest(),
        f.now());
  }

  private static ClusterFacts open(ClusterFacts f, Open open) {
    return new ClusterFacts(
        f.cluster(),
        f.topics(),
        f.replication(),
        f.partitions(),
        f.disks(),
        f.groups(),
        List.of(open),
        f.newest(),
        f.now());
  }

  private static ClusterFacts newest(ClusterFacts f, Instant newest) {
    return new ClusterFacts(
        f.cluster(),
        f.topics(),
        f.replication(),
        f.partitions(),
        f.disks(),
        f.groups(),
        f.open(),
        newest,
        f.now());
  }
}
