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
            "recordings.wanted.v1",
            "recordings.jobs.v1",
            "recordings.retry.2s.v1",
            "recordings.retry.10s.v1",
            "recordings.retry.30s.v1",
            "recordings.retry.2m.v1",
            "recordings.retry.10m.v1",
            "recordings.retry.1h.v1",
            "pulls.asked.v1",
            "pulls.jobs.v1",
            "reconciled.v1",
            "fates.v1",
            "rejected.v1",
            "dead.normalizer.v1",
            "dead.writer.v1",
            "dead.recordings.v1");
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

  /** So that a key has the same partition all the way: refused requests go nowhere. */
  @Test
  void alongTheChainPartitionsAreEquallyMany() {
    assertThat(Topics.all(List.of("onecom")))
        .filteredOn(topic -> !topic.equals(Topics.REJECTED))
        .extracting(Topic::partitions)
        .containsOnly(6);
  }

  @Test
  void theReplayLaneIsNoRawTopic() {
    assertThat(Topics.RAW.matcher("raw.onecom.v1").matches()).isTrue();
    assertThat(Topics.RAW.matcher("raw.replay.v1").matches()).isFalse();
  }
}
