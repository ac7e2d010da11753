package dev.trunkline.plumbing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.assertion.Finding;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TopicDemandsTest {

  private static final short CLUSTER = 3;
  private static final Topic HISTORY = new Topic("history.v1", 6, Duration.ofDays(30));
  private static final Topic STATE = new Topic("state.v1", 6, Duration.ofDays(30), -1, true);
  private static final Topic CAPPED = new Topic("capped.v1", 1, Duration.ofDays(7), 1_000_000);

  @ParameterizedTest
  @MethodSource("ours")
  void aTopicAsWeMakeItFits(Topic topic) {
    for (short replication : new short[] {1, 2, 3, 5}) {
      Map<String, String> config = TopicDemands.config(topic, replication);

      assertThat(
              TopicDemands.findings(
                  topic,
                  replication,
                  new TopicFacts(topic.name(), topic.partitions(), replication, config)))
          .isEmpty();
    }
  }

  static List<Topic> ours() {
    return Topics.all(List.of("onecom"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "history | cleanup.policy | compact | cleanup.policy=compact, not delete | records would go that are still asked for | cleanup.policy=delete",
        "history | retention.ms | 1000 | retention.ms=1000, not 2592000000 or more | records would go before they were read | retention.ms=2592000000",
        "history | retention.bytes | 1000000 | retention.bytes=1000000, not -1 | however young | retention.bytes=-1",
        "history | message.timestamp.type | CreateTime | message.timestamp.type=CreateTime, not LogAppendTime | a vendor's clock | message.timestamp.type=LogAppendTime",
        "history | max.message.bytes | 1048588 | max.message.bytes=1048588, not 2097152 or more | the largest record | max.message.bytes=2097152",
        "history | unclean.leader.election.enable | true | unclean.leader.election.enable=true, not false | lacks acknowledged records | unclean.leader.election.enable=false",
        "history | min.insync.replicas | 1 | min.insync.replicas=1, not 2 or more | worth one disk | min.insync.replicas=2",
        "history | max.message.bytes | | max.message.bytes=absent, not 2097152 or more | the largest record | max.message.bytes=2097152",
        "state | cleanup.policy | delete | cleanup.policy=delete, not compact,delete | still asked for | cleanup.policy=[compact,delete]",
        "state | segment.ms | 604800000 | segment.ms=604800000, not 3600000 or less | not be compacted | segment.ms=3600000",
        "state | min.cleanable.dirty.ratio | 0.5 | min.cleanable.dirty.ratio=0.5, not 0.2 or less | not be compacted | min.cleanable.dirty.ratio=0.2",
        "capped | retention.bytes | -1 | retention.bytes=-1, not 1000000 or more, with a bound | it needs an end | retention.bytes=1000000",
        "capped | retention.bytes | 10 | retention.bytes=10, not 1000000 or more, with a bound | it needs an end | retention.bytes=1000000",
      })
  void aSettingThatDiffersIsNamedWithItsMeaningAndItsCure(
      String name, String setting, @Nullable String value, String what, String why, String cure) {
    // given
    Topic topic = topic(name);
    Map<String, String> config = new HashMap<>(TopicDemands.config(topic, CLUSTER));
    if (value == null) {
      config.remove(setting);
    } else {
      config.put(setting, value);
    }

    // when
    List<Finding> findings =
        TopicDemands.findings(
            topic, CLUSTER, new TopicFacts(topic.name(), topic.partitions(), CLUSTER, config));

    // then
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).isEqualTo("topic %s has %s".formatted(topic.name(), what));
              assertThat(finding.why()).contains(why);
              assertThat(finding.cure())
                  .isEqualTo(
                      "kafka-configs.sh --alter --topic %s --add-config %s"
                          .formatted(topic.name(), cure));
            });
  }

  @ParameterizedTest
  @CsvSource({"retention.ms,-1", "retention.ms,9999999999", "max.message.bytes,4000000"})
  void moreThanIsStatedFits(String setting, String value) {
    Map<String, String> config = new HashMap<>(HISTORY.config());
    config.put(setting, value);

    assertThat(
            TopicDemands.findings(HISTORY, (short) 1, new TopicFacts(HISTORY.name(), 6, 1, config)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5", "7", "12"})
  void partitionsAreAsManyAsStatedAndNotOneMore(int partitions) {
    assertThat(
            TopicDemands.findings(
                HISTORY, (short) 1, new TopicFacts("history.v1", partitions, 1, HISTORY.config())))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what())
                  .isEqualTo("topic history.v1 has %d partitions, not 6".formatted(partitions));
              assertThat(finding.why()).startsWith("keys would lose their order");
            });
  }

  @Test
  void fewerCopiesThanStatedAreTold() {
    assertThat(
            TopicDemands.findings(
                HISTORY,
                CLUSTER,
                new TopicFacts("history.v1", 6, 2, TopicDemands.config(HISTORY, CLUSTER))))
        .extracting(Finding::what)
        .containsExactly("topic history.v1 keeps 2 of 3 copies");
  }

  private static Topic topic(String name) {
    return switch (name) {
      case "history" -> HISTORY;
      case "state" -> STATE;
      case "capped" -> CAPPED;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
