package dev.trunkline.load.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Manifest;
import dev.trunkline.store.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever is told, in whatever order, however often and by however many writers: the tables are
 * those of the model (P4, P5). {@code -Dtrunkline.histories=N} tells how many histories, {@code
 * -Dtrunkline.seed=S} with which it begins.
 */
class HistoriesTest {

  private static final int HISTORIES = Integer.getInteger("trunkline.histories", 80);
  private static final long FIRST = Long.getLong("trunkline.seed", 1);

  private static Writer writer;

  @BeforeAll
  static void aDatabase() {
    writer = new Writer();
  }

  @Test
  void theTablesAreThoseOfTheModelWhateverTheOrder() {
    for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
      History history = Histories.of(seed);
      List<String> differences = differences(history, seed);
      if (!differences.isEmpty()) {
        History least = shrunk(history, seed);
        List<String> left = differences(least, seed);
        throw new AssertionError(
            "seed %d\n%s\nhistory, shrunk:\n%s"
                .formatted(
                    seed,
                    left.isEmpty() ? "(not always) " + join(differences) : join(left),
                    left.isEmpty() ? history : least));
      }
    }
  }

  @Test
  void theHistoriesHoldWhatTheyArePromisedToHold() {
    List<History> histories = new ArrayList<>();
    for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
      histories.add(Histories.of(seed));
    }

    assertThat(histories).anyMatch(h -> h.manifests().stream().anyMatch(HistoriesTest::isEmpty));
    assertThat(histories)
        .anyMatch(
            h ->
                h.model().rows(View.DELIVERIES).values().stream()
                    .anyMatch(row -> row.get("fate").asString().equals("duplicate")));
    assertThat(histories)
        .anyMatch(
            h -> h.model().rows(View.LEAD_SOURCES).size() > h.model().rows(View.LEADS).size());
    for (View view : View.values()) {
      assertThat(histories).as(view.wire()).anyMatch(h -> h.model().rows(view).size() > 1);
    }
  }

  private static boolean isEmpty(Manifest manifest) {
    return manifest.elements().isEmpty();
  }

  /** What is wrong after this history, told in the ways that the seed says. */
  private static List<String> differences(History history, long seed) {
    Random random = new Random(seed);
    writer.begin(history.settings());
    if (random.nextInt(3) == 0) {
      writer.writeByTwo(Arrivals.of(history, random));
    } else {
      writer.write(Arrivals.of(history, random));
    }
    List<String> differences = new ArrayList<>(Difference.between(history.model(), writer.views()));
    for (int again = 0; again < 2; again++) {
      Written written = writer.write(Arrivals.of(history, random));
      if (!written.equals(new Written(0, 0, 0))) {
        differences.add("told again, it changed " + written);
      }
    }
    return differences;
  }

  /** The same trouble with less: deliveries and elements are left out while it stays. */
  private static History shrunk(History history, long seed) {
    History least = history;
    for (int i = least.processings().size() - 1; i >= 0; i--) {
      if (fails(least.without(i), seed)) {
        least = least.without(i);
      }
    }
    for (int i = 0; i < least.processings().size(); i++) {
      for (int part = 0; part < least.processings().get(i).parts().size(); part++) {
        if (fails(least.without(i, part), seed)) {
          least = least.without(i, part);
        }
      }
    }
    return least;
  }

  private static boolean fails(History history, long seed) {
    return !differences(history, seed).isEmpty();
  }

  private static String join(List<String> differences) {
    return differences.stream().limit(20).collect(Collectors.joining("\n"));
  }
}
