package dev.trunkline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SearchesFoundTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String CALL = "dialer/1";

  private final SearchesFound found =
      new SearchesFound(Map.of(new TopicPartition("retry.30s", 1), 95L));

  @Test
  void aTimerThatWentFromTopicToTopicMeanwhileIsOne() {
    job("before");
    timer("retry.30s", 94);
    timer("retry.10s", 21);
    job("job");

    assertThat(violations()).isEmpty();
  }

  @Test
  void twoThatAreStillToRingAreTwo() {
    job("before");
    timer("retry.30s", 95);
    timer("retry.10s", 21);
    job("job");

    assertThat(violations()).containsExactly("call dialer/1: its search waits for 2 timers");
  }

  private void job(String what) {
    add(what, "WAITING", "2", NOW.plusSeconds(60).toString(), "hash");
  }

  private void timer(String topic, long offset) {
    add("timer", "2", topic, "1", Long.toString(offset));
  }

  private void add(String what, String... words) {
    List<String> line = new ArrayList<>(List.of(what, CALL));
    line.addAll(List.of(words));
    found.add(what, CALL, line.toArray(String[]::new));
  }

  private List<String> violations() {
    List<String> violations = new ArrayList<>();
    found.judge(NOW, violations);
    return violations;
  }
}
