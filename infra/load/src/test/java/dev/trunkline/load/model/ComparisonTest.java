package dev.trunkline.load.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Manifest;
import dev.trunkline.store.Batch;
import dev.trunkline.store.Told;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing that is right is blamed, whatever lies outside the window. */
class ComparisonTest {

  private static final int HISTORIES = Integer.getInteger("trunkline.windows", 15);

  private static Writer writer;

  @BeforeAll
  static void aDatabase() {
    writer = new Writer();
  }

  /** Records as the topics hold them, or as the writer got them. */
  private record Records(List<Published> events, List<Manifest> manifests) {

    static Records of(List<Processing> processings) {
      History history = new History(Settings.NONE, processings);
      return new Records(history.published(), history.manifests());
    }

    Records some(Random random) {
      return new Records(
          events.stream().filter(e -> random.nextBoolean()).toList(),
          manifests.stream().filter(m -> random.nextBoolean()).toList());
    }

    Records and(Records others) {
      List<Published> allEvents = new ArrayList<>(events);
      allEvents.addAll(others.events);
      List<Manifest> allManifests = new ArrayList<>(manifests);
      allManifests.addAll(others.manifests);
      return new Records(allEvents, allManifests);
    }
  }

  @Test
  void whatDeliveriesOutsideTheWindowHaveToDoWithIsLeftOut() throws SQLException {
    long checked = 0;
    long leftOut = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      // given: of what is older than the window the topics have lost a part, and of what is newer
      // the writer has read a part
      Random random = new Random(seed);
      History history = Histories.of(seed);
      List<Instant> receipts =
          history.processings().stream().map(Processing::receivedAt).sorted().toList();
      Instant from = receipts.get(random.nextInt(receipts.size()) / 2);
      Set<String> later =
          history.processings().stream()
              .filter(p -> !p.receivedAt().isBefore(from) && random.nextInt(4) == 0)
              .map(Processing::deliveryId)
              .collect(Collectors.toSet());
      Predicate<Processing> isOld = p -> p.receivedAt().isBefore(from);
      Predicate<Processing> isNew = p -> later.contains(p.deliveryId()) && !isOld.test(p);
      Records old = Records.of(history.processings().stream().filter(isOld).toList());
      Records newer = Records.of(history.processings().stream().filter(isNew).toList());
      List<Processing> inside =
          history.processings().stream().filter(isOld.or(isNew).negate()).toList();
      Set<String> judged = inside.stream().map(Processing::deliveryId).collect(Collectors.toSet());
      Records topics = Records.of(inside).and(newer).and(old.some(random));

      // when
      writer.begin(history.settings());
      writer.write(List.of(batch(Records.of(inside).and(old).and(newer.some(random)))));
      Comparison comparison =
          Comparison.of(
              topics.events().stream().map(Published::copy).toList(),
              topics.manifests(),
              history.settings(),
              Erased.NONE,
              judged::contains,
              from,
              writer);

      // then
      assertThat(comparison.differences()).as("seed " + seed + "\n" + history).isEmpty();
      checked += comparison.checked();
      leftOut += rows(writer.views()) - comparison.checked();
    }
    assertThat(checked).isGreaterThan(5L * HISTORIES);
    assertThat(leftOut).isGreaterThan(5L * HISTORIES);
  }

  private static long rows(Tables tables) {
    return tables.views().values().stream().mapToLong(rows -> rows.size()).sum();
  }

  private static Batch batch(Records records) {
    List<Told> told = records.events().stream().map(Published::told).toList();
    return new Batch(told, records.manifests());
  }
}
