package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.canonical.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code trunkline bench writer} with tiny numbers: what it writes is there, and what it says. */
class BenchWriterTest {

  @Test
  void everythingThatIsMeasuredIsInTheTables() {
    // when
    JsonNode report =
        run("--rounds 1 --events 120 --batch 50 --grown 60 --connections 2 --json".split(" "));

    // then
    JsonNode lines = report.get("workloads");
    assertThat(lines).hasSize(4);
    // 120 calls of one report, 40 of three; the same records again add nothing.
    assertThat(counts(lines.get(0))).containsExactly(120L, 120L, 120L, 0L);
    assertThat(counts(lines.get(1))).containsExactly(120L, 120L, 40L, 0L);
    assertThat(counts(lines.get(3))).containsExactly(120L, 120L, 120L, 0L);
    JsonNode mix = lines.get(2);
    assertThat(mix.get("logged").asLong())
        .isBetween(120L, 121L)
        .isEqualTo(mix.get("events").asLong());
    assertThat(mix.get("calls").asLong()).isBetween(20L, 119L);
    assertThat(mix.get("leads").asLong()).isBetween(5L, 60L);
    for (JsonNode line : lines) {
      for (String figure : List.of("trunkline", "plain", "ratio")) {
        assertThat(line.get(figure).get("least").asDouble()).isPositive();
        assertThat(line.get(figure).get("median").asDouble())
            .isBetween(
                line.get(figure).get("least").asDouble(),
                line.get(figure).get("greatest").asDouble());
      }
      assertThat(shares(line)).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
      assertThat(shares(line).stream().mapToDouble(share -> share).sum())
          .isEqualTo(1, within(0.001));
    }
    assertThat(mix.get("shares").get("persons").asDouble()).isPositive();
    assertThat(lines.get(0).get("shares").get("log").asDouble()).isPositive();
    assertThat(report.get("growth").get("grown").asInt()).isEqualTo(60);
    assertThat(report.get("growth").get("crowd").asInt()).isEqualTo(60);
  }

  private static List<Long> counts(JsonNode line) {
    return Stream.of("events", "logged", "calls", "leads")
        .map(name -> line.get(name).asLong())
        .toList();
  }

  private static List<Double> shares(JsonNode line) {
    List<Double> shares = new ArrayList<>();
    line.get("shares").forEach(share -> shares.add(share.asDouble()));
    return shares;
  }

  private static JsonNode run(String... options) {
    List<String> words = new ArrayList<>(List.of("bench", "writer"));
    words.addAll(List.of(options));
    PrintStream standard = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.commandLine().execute(words.toArray(String[]::new))).isZero();
    } finally {
      System.setOut(standard);
    }
    return EventJson.mapper().readTree(out.toString(StandardCharsets.UTF_8));
  }
}
