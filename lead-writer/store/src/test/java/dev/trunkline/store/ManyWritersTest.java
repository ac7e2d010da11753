package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Writers and settings at once: numbers become ours and cease to be, by calls and by the sources
 * file, while leads that name them are written and replayed. Nothing waits for itself, and what is
 * left is what one writer would have left.
 */
class ManyWritersTest {

  private static final int WRITERS = 4;
  private static final List<String> SOMETIMES =
      List.of("+12025550110", "+12025550111", "+12025550112", "+12025550113", "+12025550114");
  private static final List<String> ALWAYS = List.of("+12025550113", "+12025550119");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void numbersThatTurnMeanwhileLeaveTheSamePersons(long seed) throws Exception {
    // given
    TestDatabase database = TestDatabase.fresh();
    Random random = new Random(seed);
    List<Told> told = new ArrayList<>();
    for (int n = 0; n < 800; n++) {
      told.add(event(random));
    }
    List<Manifest> manifests = manifests(told);
    Queue<Batch> batches = new ConcurrentLinkedQueue<>(shuffled(told, manifests, random));

    // when
    try (ExecutorService pool = Executors.newFixedThreadPool(WRITERS + 1)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        ends.add(
            pool.submit(
                () -> {
                  for (Batch batch = batches.poll(); batch != null; batch = batches.poll()) {
                    database.store().write(batch);
                  }
                }));
      }
      ends.add(
          pool.submit(
              () -> {
                do {
                  database.store().configure(shared(SOMETIMES));
                  database.store().configure(shared(ALWAYS));
                } while (!batches.isEmpty());
              }));
      for (Future<?> end : ends) {
        end.get();
      }
    }

    // then
    TestDatabase alone = TestDatabase.fresh();
    alone.store().configure(shared(ALWAYS));
    alone.store().write(new Batch(told, manifests));
    assertThat(database.views()).isEqualTo(alone.views());
    assertThat(ours(database)).isEqualTo(ours(alone));
  }

  private static List<Map<String, Object>> ours(TestDatabase database) {
    return database.query(
        "select phone, uses, configured from app.numbers where uses <> 0 or configured order by 1");
  }

  private static List<SourceSettings> shared(List<String> phones) {
    return List.of(new SourceSettings("onecom", "onecom", null, List.of(), phones, List.of()));
  }

  private static Told event(Random random) {
    Story.At at = second(random.nextInt(1_500));
    if (random.nextInt(4) == 0) {
      at = at.replay(1 + random.nextInt(2));
    }
    String phone = "+120255501" + (10 + random.nextInt(12));
    String id = "l" + random.nextInt(10);
    String call = "c" + random.nextInt(20);
    String stated = "2026-03-01T09:00:00Z";
    return switch (random.nextInt(4)) {
      case 0 -> at.call(call, "call.completed", "agent_phone", phone, "occurred_at", stated);
      case 1 -> at.lead("onecom", "vendor_lead_id", id, "occurred_at", stated);
      case 2 -> at.lead("onecom", "phone", phone, "occurred_at", stated);
      default -> at.lead("onecom", "vendor_lead_id", id, "phone", phone, "occurred_at", stated);
    };
  }

  /** One for each processing of each delivery. */
  private static List<Manifest> manifests(List<Told> told) {
    Map<String, List<Told>> processings = new LinkedHashMap<>();
    for (Told one : told) {
      processings
          .computeIfAbsent(one.event().deliveryId() + one.replayId(), key -> new ArrayList<>())
          .add(one);
    }
    return processings.values().stream()
        .map(all -> manifest(all.getFirst(), all.toArray(Told[]::new)))
        .toList();
  }

  private static List<Batch> shuffled(
      List<Told> told, Collection<Manifest> manifests, Random random) {
    List<Batch> records = new ArrayList<>();
    told.forEach(one -> records.add(new Batch(List.of(one), List.of())));
    manifests.forEach(one -> records.add(new Batch(List.of(), List.of(one))));
    Collections.shuffle(records, random);
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < records.size(); ) {
      int end = Math.min(records.size(), i + 1 + random.nextInt(30));
      List<Batch> some = records.subList(i, end);
      batches.add(
          new Batch(
              some.stream().flatMap(batch -> batch.events().stream()).toList(),
              some.stream().flatMap(batch -> batch.manifests().stream()).toList()));
      i = end;
    }
    return batches;
  }
}
