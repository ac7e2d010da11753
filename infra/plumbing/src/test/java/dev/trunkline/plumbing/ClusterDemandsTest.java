package dev.trunkline.plumbing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.assertion.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterDemandsTest {

  private static final List<Topic> TOPICS = Topics.all(List.of("onecom"));
  private static final Map<String, String> SOUND =
      Map.of("auto.create.topics.enable", "false", "message.max.bytes", "2162688");

  @Test
  void anEmptyClusterThatIsSetUpForUsFits() {
    assertThat(
            ClusterDemands.findings(
                TOPICS, (short) 3, new KafkaFacts(Map.of(), Map.of("1", SOUND, "2", SOUND), 2)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto.create.topics.enable | true | auto.create.topics.enable=true, not false",
        "auto.create.topics.enable | | auto.create.topics.enable=absent, not false",
        "message.max.bytes | 1048588 | message.max.bytes=1048588, not 2097152 or more",
      })
  void theBrokerThatDiffersIsNamed(String setting, @Nullable String value, String what) {
    // given
    Map<String, String> config = new HashMap<>(SOUND);
    if (value == null) {
      config.remove(setting);
    } else {
      config.put(setting, value);
    }

    // when
    List<Finding> findings =
        ClusterDemands.findings(
            TOPICS, (short) 1, new KafkaFacts(Map.of(), Map.of("1", SOUND, "2", config), 2));

    // then
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).isEqualTo("broker 2 has " + what);
              assertThat(finding.cure()).contains("server.properties");
            });
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void transactionsOfAnOlderKindAreRefused(int version) {
    assertThat(
            ClusterDemands.findings(
                TOPICS, (short) 1, new KafkaFacts(Map.of(), Map.of("1", SOUND), version)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what())
                  .isEqualTo(
                      "Kafka's feature transaction.version is %d, not 2 or more"
                          .formatted(version));
              assertThat(finding.cure())
                  .startsWith("kafka-features.sh upgrade --feature transaction.version=2");
            });
  }

  @Test
  void allThatDiffersIsToldAtOnce() {
    // given
    Topic calls =
        TOPICS.stream().filter(t -> t.name().equals("calls.v1")).findFirst().orElseThrow();
    Map<String, String> config = new HashMap<>(calls.config());
    config.put("retention.ms", "1000");

    // when, then
    assertThat(
            ClusterDemands.findings(
                TOPICS,
                (short) 1,
                new KafkaFacts(
                    Map.of("calls.v1", new TopicFacts("calls.v1", 5, 1, config)),
                    Map.of("1", Map.of()),
                    1)))
        .extracting(Finding::what)
        .containsExactly(
            "broker 1 has auto.create.topics.enable=absent, not false",
            "broker 1 has message.max.bytes=absent, not 2097152 or more",
            "Kafka's feature transaction.version is 1, not 2 or more",
            "topic calls.v1 has 5 partitions, not 6",
            "topic calls.v1 has retention.ms=1000, not 7776000000 or more");
  }
}
