package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Where a call is is looked up, however much there is. {@code -Dtrunkline.traceEvents=1000000}
 * takes minutes to fill, and says what a question takes.
 */
class TraceSpeedTest {

  private static final int EVENTS = Integer.getInteger("trunkline.traceEvents", 2_000);
  private static final int ROUNDS = Integer.getInteger("trunkline.traceEvents") == null ? 1 : 3;

  private static TestDatabase database;
  private static CallCentre centre;

  @BeforeAll
  static void aYear() {
    database = TestDatabase.fresh();
    centre = CallCentre.of(database, EVENTS);
  }

  @Test
  void aPhoneLeadsToAllThatItsPersonDid() {
    // given
    List<String> phones = centre.phones(EVENTS > 2_000 ? 100 : 10);
    double cold = millis(phones.getFirst());

    for (int round = 0; round < ROUNDS; round++) {
      // when
      List<Double> took = phones.stream().map(TraceSpeedTest::millis).sorted().toList();

      // then
      System.out.printf(
          "trace by phone over %,d events: first %.0f ms, then of %d phones p50 %.1f ms, p99 %.1f ms%n",
          centre.events(),
          cold,
          took.size(),
          took.get(took.size() / 2),
          took.get(took.size() * 99 / 100));
    }
    Trace busiest = database.store().trace(CallCentre.busiest());
    System.out.printf(
        "the busiest of them, with %d calls: %.1f ms; by name %.1f ms%n",
        busiest.calls().size(), millis(CallCentre.busiest()), millis(CallCentre.name(0)));
    assertThat(busiest.calls())
        .hasSize(
            count("select count(*) from app.calls where customer_phone = ?", CallCentre.busiest()));
    assertThat(busiest.payloads())
        .hasSizeGreaterThan(busiest.calls().size())
        .allSatisfy(payload -> assertThat(payload.path("bytes").asInt()).isGreaterThan(500));
  }

  private static int count(String sql, String value) {
    return database
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).bind(0, value).mapTo(Integer.class).one());
  }

  private static double millis(String text) {
    long start = System.nanoTime();
    database.store().trace(text);
    return (System.nanoTime() - start) / 1e6;
  }
}
