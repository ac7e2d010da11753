package dev.trunkline.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void everyTopicOfTheContractIsThere() {
    assertThat(Topics.all(List.of("onecom", "knowrithm", "onecom")).stream().map(Topic::name))
        .containsExactly(
            "raw.knowrithm.v1",
            "raw.onecom.v1",
            "raw.replay.v1",
            "calls.v1",
            "leads.v1",
            "conversations.v1",
            "activity.v1",
            "recordings.v1",
            "fates.v1",
            "rejected.v1",
            "dead.normalizer.v1",
            "dead.writer.v1");
  }

  @Test
  void theBrokersClockDecidesRetention() {
    assertThat(Topics.all(List.of("onecom")))
        .allSatisfy(
            topic ->
                assertThat(topic.config())
                    .containsEntry("message.timestamp.type", "LogAppendTime")
                    .containsEntry("max.message.bytes", "2097152"));
  }

  @Test
  void theReplayLaneIsNoRawTopic() {
    assertThat(Topics.RAW.matcher("raw.onecom.v1").matches()).isTrue();
    assertThat(Topics.RAW.matcher("raw.replay.v1").matches()).isFalse();
  }
}
