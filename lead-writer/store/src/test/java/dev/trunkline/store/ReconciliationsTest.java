package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Reconciliation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What vendors' own lists said of our rows, by source and day. */
class ReconciliationsTest {

  private static final Instant NIGHT = Instant.parse("2026-03-02T02:00:00Z");
  private static final Reconciliation FIRST = of(1, "cdrs", 100, 7, 2, 1, 4, 9);
  private static final Reconciliation SECOND = of(2, "cdrs", 101, 0, 0, 1, 4, 0);
  private static final Reconciliation OTHER = of(3, "history", 50, 1, 0, 0, 0, 1);

  private static TestDatabase database;

  @BeforeAll
  static void aDatabase() {
    database = TestDatabase.fresh();
  }

  @BeforeEach
  void empty() {
    database.empty();
  }

  @Test
  void theSameRecordsInAnyOrderChangeNothing() {
    Store store = database.store();

    assertThat(store.reconciled(List.of(FIRST, SECOND, FIRST))).isEqualTo(2);
    assertThat(store.reconciled(List.of(SECOND, FIRST))).isZero();
    assertThat(store.reconciled(List.of())).isZero();
  }

  @Test
  void whenTwoRecordsOfOneKeyDifferTheOrderDecidesNothing() {
    // given
    Reconciliation early = of(1, "cdrs", 5, 5, 0, 0, 0, 5);
    Reconciliation late = of(1, "cdrs", new long[] {6, 0, 0, 0, 0, 0}, NIGHT.plusSeconds(9));

    // when
    int one = database.store().reconciled(List.of(early, late));
    List<Map<String, Object>> forwards = database.query("select * from app.reconciliations");
    database.empty();
    database.store().reconciled(List.of(late));
    int more = database.store().reconciled(List.of(early));

    // then
    assertThat(one).isEqualTo(1);
    assertThat(more).isZero();
    assertThat(database.query("select * from app.reconciliations"))
        .isEqualTo(forwards)
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("listed", 6L));
  }

  @Test
  void theLatestComparisonOfEachHistorySaysHowADayStandsAndHealingAddsUp() {
    database.store().reconciled(List.of(SECOND, OTHER, FIRST));

    assertThat(
            database.query(
                "select source, day::text, delivered, listed, listed_missing, differing, contradicted, extra, healed, reconciled_at::text, pull_only from analytics.completeness"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.values())
                    .containsExactly(
                        "onecom",
                        "2026-03-01",
                        0L,
                        151L,
                        1L,
                        0L,
                        1L,
                        4L,
                        10L,
                        "2026-03-02 02:00:03+00",
                        0L));
  }

  @Test
  void aDayThatWasNeverComparedSaysNothingOfIt() {
    Told call = second(1).call("1", "call.completed", "status", "missed");

    database.store().write(new Batch(List.of(call), List.of(manifest(call))));

    assertThat(
            database.query("select written, listed, healed, pull_only from analytics.completeness"))
        .singleElement()
        .satisfies(row -> assertThat(row.values()).containsExactly(1L, null, null, 0L));
  }

  private static Reconciliation of(long n, String api, long... counts) {
    return of(n, api, counts, NIGHT.plusSeconds(n));
  }

  private static Reconciliation of(long n, String api, long[] counts, Instant finished) {
    return new Reconciliation(
        Story.replay(n),
        "onecom",
        api,
        LocalDate.of(2026, 3, 1),
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4],
        counts[5],
        finished);
  }
}
