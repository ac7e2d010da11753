package dev.trunkline.load.scratch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpillTest {

  @Test
  void whatIsAddedComesBackInItsOrderAsOftenAsItIsAskedFor() {
    Random random = new Random(7);
    Map<Integer, List<String>> added = new TreeMap<>();
    try (Scratch scratch = Scratch.make()) {
      Spill spill = scratch.spill(5);
      for (int i = 0; i < 3_000; i++) {
        String record = "r".repeat(random.nextInt(i % 100 == 0 ? 60_000 : 60)) + i;
        int part = spill.part(record);
        added.computeIfAbsent(part, first -> new ArrayList<>()).add(record);
        spill.add(part, record.getBytes(UTF_8));
        if (i % 1_000 == 0) {
          assertThat(read(spill, part)).isEqualTo(added.get(part));
        }
      }

      assertThat(added).hasSize(5);
      added.forEach((part, records) -> assertThat(read(spill, part)).isEqualTo(records));
      added.forEach((part, records) -> assertThat(read(spill, part)).isEqualTo(records));
      spill.drop(2);
      assertThat(read(spill, 2)).isEmpty();
    }
  }

  @Test
  void whatHangsTogetherIsOneCluster() {
    Clusters clusters = new Clusters();
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      clusters.unite(clusters.node("n" + i), clusters.node("n" + (i < 10 ? i : i - 10)));
    }

    assertThat(clusters.size()).isEqualTo(count);
    for (int i = 0; i < count; i++) {
      assertThat(clusters.of(clusters.node("n" + i)))
          .isEqualTo(clusters.of(clusters.node("n" + i % 10)));
    }
    assertThat(clusters.of(clusters.node("n1"))).isNotEqualTo(clusters.of(clusters.node("n2")));
    assertThat(clusters.knows("n99999")).isTrue();
    assertThat(clusters.knows("n100000")).isFalse();
  }

  private static List<String> read(Spill spill, int part) {
    List<String> records = new ArrayList<>();
    spill.each(part, record -> records.add(new String(record, UTF_8)));
    return records;
  }
}
