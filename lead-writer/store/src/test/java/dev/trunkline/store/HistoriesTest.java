package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static dev.trunkline.store.Story.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** P4 on a real Postgres: a generated history leaves the same rows however it arrives. */
class HistoriesTest {

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
  void theSameRowsWhateverTheOrderAndHoweverOften() {
    for (int seed = 0; seed < 3; seed++) {
      // given
      List<Batch> history = history(new Random(seed), 40);
      database.empty();
      arrivals(history, new Random(seed)).forEach(database.store()::write);
      List<String> expected = database.views();

      for (int shuffle = 0; shuffle < 3; shuffle++) {
        // when
        Random random = new Random(seed * 100L + shuffle);
        database.empty();
        arrivals(history, random).forEach(database.store()::write);

        // then
        assertThat(database.views()).as("seed %d, shuffle %d", seed, shuffle).isEqualTo(expected);
        for (Batch again : arrivals(history, random)) {
          assertThat(database.store().write(again)).isEqualTo(new Written(0, 0, 0));
        }
      }
    }
  }

  @Test
  void aCleanRunAndACorrectedOneLeaveTheSameRows() {
    // given
    List<Batch> right = new ArrayList<>();
    List<Batch> corrected = new ArrayList<>();
    List<Batch> undone = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      Told wrong = second(n).call("wrong-" + n, "call.completed", "direction", "inbound");
      Told fixed = second(n).call("call-" + n / 2, "call.completed", "direction", "outbound");
      Told replayed =
          second(n).replay(1).call("call-" + n / 2, "call.completed", "direction", "outbound");
      Told back = second(n).replay(2).call("wrong-" + n, "call.completed", "direction", "inbound");
      right.add(new Batch(List.of(fixed), List.of(manifest(fixed))));
      corrected.add(new Batch(List.of(wrong), List.of(manifest(wrong))));
      undone.add(new Batch(List.of(back), List.of(manifest(back))));
      corrected.add(new Batch(List.of(replayed), List.of(manifest(replayed))));
    }

    // when
    right.forEach(database.store()::write);
    List<String> clean = database.facts();
    database.empty();
    arrivals(corrected, new Random(7)).forEach(database.store()::write);
    List<String> mended = database.facts();
    undone.forEach(database.store()::write);

    // then
    assertThat(mended).isEqualTo(clean);
    assertThat(database.query("select call_id from analytics.calls"))
        .hasSize(30)
        .allSatisfy(row -> assertThat(row.get("call_id").toString()).startsWith("onecom/wrong-"));
  }

  @Test
  void anUnchangedReplayChangesNoRowAtAnyMoment() {
    // given
    Told call = second(1).call("7", "call.completed", "status", "answered");
    database.store().write(new Batch(List.of(call), List.of(manifest(call))));
    Told again = second(1).replay(1).call("7", "call.completed", "status", "answered");

    // then
    Batch manifestFirst = new Batch(List.of(), List.of(manifest(again)));
    assertThat(database.store().write(manifestFirst).rows()).isZero();
    assertThat(database.write(List.of(again)).rows()).isZero();
  }

  @Test
  void twoWritersAtOnceLoseNothing() throws Exception {
    // given
    List<Batch> history = history(new Random(42), 100);
    arrivals(history, new Random(1)).forEach(database.store()::write);
    List<String> expected = database.views();
    database.empty();

    // when
    try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int writer = 0; writer < 4; writer++) {
        List<Batch> mine = new ArrayList<>();
        // Every record is told by two of the four writers.
        for (int i = 0; i < history.size(); i++) {
          if (i % 4 == writer || (i + 1) % 4 == writer) {
            mine.add(history.get(i));
          }
        }
        Random random = new Random(writer);
        ends.add(writers.submit(() -> arrivals(mine, random).forEach(database.store()::write)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }

    // then
    assertThat(database.views()).isEqualTo(expected);
  }

  /** Deliveries of some entities, with redeliveries, replays, splits and empty processings. */
  private static List<Batch> history(Random random, int deliveries) {
    List<Batch> history = new ArrayList<>();
    for (int n = 0; n < deliveries; n++) {
      // Redeliveries: the same stated times in another delivery.
      int told = random.nextInt(deliveries);
      processing(history, random, second(n), told);
      int replays = random.nextInt(5) == 0 ? 1 + random.nextInt(3) : 0;
      for (int replay = 1; replay <= replays; replay++) {
        int corrected = random.nextBoolean() ? told : random.nextInt(deliveries);
        processing(history, random, second(n).replay(replay), corrected);
      }
    }
    return history;
  }

  private static void processing(List<Batch> history, Random random, Story.At at, int told) {
    if (random.nextInt(8) == 0) {
      history.add(new Batch(List.of(), List.of(nothing(at, "onecom"))));
      return;
    }
    List<Told> events = new ArrayList<>();
    int elements = 1 + random.nextInt(3);
    for (int i = 0; i < elements; i++) {
      events.add(event(new Random(told * 31L + i), at.index(i), told + i));
    }
    Manifest manifest =
        manifest(events.getFirst(), events.subList(1, events.size()).toArray(Told[]::new));
    history.add(new Batch(List.of(), List.of(manifest)));
    events.forEach(event -> history.add(new Batch(List.of(event), List.of())));
  }

  private static Told event(Random random, Story.At at, int told) {
    String stated = Story.START.plusSeconds(told).toString();
    String id = Integer.toString(told % 6);
    String phone = "+1202555010" + random.nextInt(4);
    return switch (random.nextInt(5)) {
      case 0 -> at.call(id, "call.started", "status", "ringing", "occurred_at", stated);
      case 1 ->
          at.call(
              id,
              "call.completed",
              "status",
              "answered",
              "customer_phone",
              phone,
              "customer_phone_status",
              "valid",
              "occurred_at",
              stated);
      case 2 -> at.lead("onecom", "vendor_lead_id", id, "phone", phone, "occurred_at", stated);
      case 3 -> at.lead("onecom", "phone", phone, "full_name", "Lead " + id, "occurred_at", stated);
      default ->
          at.other(
              EventKind.CONVERSATION,
              "onecom",
              "message.received",
              "conversation_id",
              id,
              "text",
              "told " + told,
              "occurred_at",
              stated);
    };
  }

  /** The same records in another order, in batches of other sizes, some told twice. */
  private static List<Batch> arrivals(List<Batch> history, Random random) {
    List<Batch> all = new ArrayList<>(history);
    all.addAll(history.subList(0, history.size() / 3));
    Collections.shuffle(all, random);
    List<Batch> arrivals = new ArrayList<>();
    for (int i = 0; i < all.size(); ) {
      int end = Math.min(all.size(), i + 1 + random.nextInt(20));
      List<Batch> some = all.subList(i, end);
      arrivals.add(
          new Batch(
              some.stream().flatMap(batch -> batch.events().stream()).toList(),
              some.stream().flatMap(batch -> batch.manifests().stream()).toList()));
      i = end;
    }
    return arrivals;
  }
}
