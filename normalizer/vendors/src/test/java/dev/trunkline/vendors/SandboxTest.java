package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "($f := function($x) { $f($x) }; $f(1))",
        "($f := function($x) { 1 + $f($x) }; $f(1))",
        "($f := function($x) { $f($x & $x) }; $f('ab'))",
      })
  void whatDoesNotEndIsStopped(String mapping) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> evaluate(mapping, Map.of()))
                .isInstanceOf(Unreadable.class)
                .hasMessageMatching("mapping (takes more than|goes too deep|makes a text).*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$eval('1')", "$now()", "$random()", "$match('a', 'a')", "$string(1)"})
  void whatIsUnboundFails(String mapping) {
    assertThatThrownBy(() -> evaluate(mapping, Map.of())).isInstanceOf(Unreadable.class);
  }

  @Test
  void aRegularExpressionIsLinear() {
    String mapping = "$like(text, '^(a+)+$')";
    Map<String, Object> input = Map.of("text", "a".repeat(100_000) + "b");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(evaluate(mapping, input)).containsExactly(false));
  }

  @Test
  void manyThreadsReadTheirOwnInput() throws InterruptedException {
    Mapping mapping = mapping("$$.text & text");
    List<String> wrong = new java.util.concurrent.CopyOnWriteArrayList<>();
    List<Thread> threads = new java.util.ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String text = "t" + t;
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  Object said =
                      mapping
                          .evaluate(Map.of("text", text), "", Map.of(), new Mapping.Budget(), null)
                          .get(0);
                  if (!said.equals(text + text)) {
                    wrong.add(said.toString());
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Object> evaluate(String mapping, Map<String, Object> input) {
    return mapping(mapping).evaluate(input, "", Map.of(), new Mapping.Budget(), null);
  }

  private static Mapping mapping(String text) {
    return Mapping.compile(
        "test",
        text,
        new Functions(
            Words.of("vendor.yaml", Map.of()),
            new Phones("US", List.of()),
            new Instants(null, List.of()),
            List.of()));
  }
}
