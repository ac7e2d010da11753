package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static dev.trunkline.store.Story.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entities and persons of which far too many events tell: the same rows, at the same cost. */
class ManyEventsTest {

  private static final int MANY = 3_000;

  /** Events of one call, and of one person, beside which one more is cheap. */
  private static final int GROWN = Integer.getInteger("trunkline.grown", 3 * MANY);

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
  void aCallOfManyEventsIsTheFoldOfAllOfThem() {
    // given
    List<Told> told = IntStream.range(0, MANY).mapToObj(ManyEventsTest::call).toList();

    // when, then
    List<Told> left = new ArrayList<>(told);
    Collections.shuffle(left, new Random(1));
    inBatches(left);
    assertThat(row("app.calls")).isEqualTo(fold("app.calls", EventKind.CALL, left));
    assertThat(leaves()).isGreaterThan(MANY / FoldTree.LEAF);
    Random random = new Random(2);
    while (left.size() > 10) {
      List<Told> gone = takeSome(left, random);
      correctAway(gone);
      assertThat(row("app.calls"))
          .as("%d events", left.size())
          .isEqualTo(fold("app.calls", EventKind.CALL, left));
    }
    assertThat(leaves()).isZero();
    correctAway(left);
    assertThat(database.query("select * from app.calls")).isEmpty();
  }

  @Test
  void aPersonOfManyEventsIsTheFoldOfAllOfThem() {
    // given
    List<Told> left =
        new ArrayList<>(IntStream.range(0, MANY).mapToObj(ManyEventsTest::lead).toList());
    Collections.shuffle(left, new Random(3));

    // when, then
    inBatches(left);
    assertThat(row("app.leads")).isEqualTo(fold("app.leads", EventKind.LEAD, left));
    Random random = new Random(4);
    while (left.size() > 10) {
      correctAway(takeSome(left, random));
      assertThat(row("app.leads"))
          .as("%d events", left.size())
          .isEqualTo(fold("app.leads", EventKind.LEAD, left));
    }
  }

  @Test
  void manyEventsComeApartAndTogetherAgain() {
    // given
    List<Told> leads = IntStream.range(0, 500).mapToObj(ManyEventsTest::lead).toList();
    inBatches(leads);
    Told call =
        second(5_000).call("c", "call.completed", "agent_id", "7", "agent_phone", "+12025550143");

    // when
    database.store().write(new Batch(List.of(call), List.of(manifest(call))));

    // then: one person for each of the ids
    assertThat(database.query("select lead_id from analytics.leads")).hasSize(100);
    correctAway(List.of(call));
    assertThat(row("app.leads")).isEqualTo(fold("app.leads", EventKind.LEAD, leads));
  }

  @Test
  void aCrowdOfMorePersonsThanAStatementTakesComesApartAndTogetherAgain() {
    // given: a number that many persons share
    int persons = Portions.MOST + 2_000;
    inBatches(
        IntStream.range(0, persons)
            .mapToObj(
                n ->
                    second(n).lead("knowrithm", "vendor_lead_id", "l" + n, "phone", "+12025550143"))
            .toList());
    assertThat(database.query("select lead_id from analytics.leads")).hasSize(1);

    // when
    shared(List.of("+12025550143"));

    // then
    assertThat(
            database.query(
                "select count(*) as n, count(distinct lead_id) as persons from analytics.lead_touches"))
        .containsExactly(Map.of("n", (long) persons, "persons", (long) persons));
    shared(List.of());
    assertThat(database.query("select lead_id from analytics.leads")).hasSize(1);
  }

  private static void shared(List<String> phones) {
    database
        .store()
        .configure(
            List.of(
                new SourceSettings("knowrithm", "knowrithm", null, List.of(), phones, List.of())));
  }

  @Test
  void aTreeThatNamesWhatIsGoneIsGrownAnew() {
    // given
    List<Told> told =
        new ArrayList<>(IntStream.range(0, 500).mapToObj(ManyEventsTest::call).toList());
    inBatches(told);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update app.fold_nodes set witnesses = array[gen_random_uuid()] where length(prefix) <= 1"));

    // when
    told.add(call(77_777));
    database.store().write(new Batch(List.of(told.getLast()), List.of(manifest(told.getLast()))));

    // then
    assertThat(row("app.calls")).isEqualTo(fold("app.calls", EventKind.CALL, told));
  }

  @Test
  void oneMoreEventCostsTheSameWithManyAsWithFew() {
    // given
    inBatches(IntStream.range(0, GROWN).mapToObj(ManyEventsTest::call).toList());
    inBatches(IntStream.range(0, GROWN).mapToObj(ManyEventsTest::lead).toList());
    Told redelivered = call(0);
    long before = read();

    // when
    for (Told one : List.of(call(100_000), lead(100_000))) {
      database.store().write(new Batch(List.of(one), List.of(manifest(one))));
    }
    for (int i = 0; i < 20; i++) {
      Told copy = second(200_000 + i).call("1", "call.started", fields(0));
      assertThat(copy.event().eventId()).isEqualTo(redelivered.event().eventId());
      database.store().write(new Batch(List.of(copy), List.of(manifest(copy))));
    }
    correctAway(List.of(call(77), lead(77)));

    // then: of all these events a few leaves were read
    assertThat(read() - before).isBetween(24L, 3_000L).isLessThan(GROWN);
  }

  /** Events that were read from the log so far. */
  private static long read() {
    database.query("select pg_stat_force_next_flush()::text as flushed");
    database.query("select pg_stat_clear_snapshot()::text as cleared");
    Object read =
        database
            .query(
                "select sum(seq_tup_read + idx_tup_fetch)::bigint as n from pg_stat_user_tables where relname like 'events%'")
            .getFirst()
            .get("n");
    return (Long) read;
  }

  private static Told call(int n) {
    String type =
        switch (n % 5) {
          case 0 -> "call.started";
          case 1 -> "call.answered";
          default -> "call.hangup";
        };
    return second(n).call("1", type, fields(n));
  }

  private static Object[] fields(int n) {
    List<Object> fields = new ArrayList<>(List.of("occurred_at", at(n), "queue", "q" + n));
    if (n % 700 == 3) {
      fields.addAll(List.of("customer_name", "Customer " + n, "agent_id", "a" + n));
    }
    if (n % 900 == 5) {
      fields.addAll(List.of("status", n % 2 == 0 ? "answered" : "ringing", "started_at", at(n)));
    }
    return fields.toArray();
  }

  private static Told lead(int n) {
    List<Object> fields =
        new ArrayList<>(
            List.of(
                "vendor_lead_id", "l" + n % 100, "phone", "+12025550143", "occurred_at", at(n)));
    if (n % 500 == 3) {
      fields.addAll(List.of("full_name", "Name " + n));
    }
    if (n % 300 == 7) {
      fields.addAll(List.of("status", n % 2 == 0 ? "open" : "unknown", "vendor_status", "v" + n));
    }
    return second(300_000 + n).lead("knowrithm", fields.toArray());
  }

  /** Neither in the order of receipt nor evenly. */
  private static String at(int n) {
    return Story.START.plusSeconds(n * 7919L % 100_003).toString();
  }

  private static void inBatches(List<Told> events) {
    for (int i = 0; i < events.size(); i += 1_000) {
      List<Told> some = events.subList(i, Math.min(events.size(), i + 1_000));
      database.store().write(new Batch(some, some.stream().map(told -> manifest(told)).toList()));
    }
  }

  private static List<Told> takeSome(List<Told> from, Random random) {
    List<Told> some = new ArrayList<>();
    int count = Math.min(from.size(), 1 + random.nextInt(1 + from.size() / 2));
    for (int i = 0; i < count; i++) {
      some.add(from.remove(random.nextInt(from.size())));
    }
    return some;
  }

  /** Reads their deliveries again, as telling nothing. */
  private static void correctAway(List<Told> events) {
    database
        .store()
        .write(
            new Batch(
                List.of(),
                events.stream()
                    .map(
                        told ->
                            nothing(
                                new Story.At(told.event().deliveryId(), 0, 0, Story.replay(1)),
                                told.event().source()))
                    .toList()));
  }

  private static long leaves() {
    return (Long)
        database.query("select count(*) as n from app.fold_nodes where leaf").getFirst().get("n");
  }

  private static String row(String table) {
    List<String> rows =
        database.query("select (to_jsonb(t) - 'person')::text as row from " + table + " t").stream()
            .map(row -> row.get("row").toString())
            .toList();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  /** The row that the pure fold makes, as the table would show it. */
  private static String fold(String table, EventKind kind, List<Told> told) {
    List<LoggedEvent> events =
        told.stream().map(one -> LoggedEvent.of(EventJson.mapper().readTree(one.json()))).toList();
    String row = Fold.row(kind, events).put("call_id", "onecom/1").toString();
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select (to_jsonb(jsonb_populate_record(null::%s, :row::jsonb)) - 'person')::text"
                            .formatted(table))
                    .bind("row", row)
                    .mapTo(String.class)
                    .one());
  }
}
