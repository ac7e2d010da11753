package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static dev.trunkline.store.Story.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a rehearsal foretells is what comes: {@code -Dtrunkline.plans} generated histories, each
 * with a replay of some of its deliveries that tells something else of them.
 */
class RehearsalTest {

  private static final int PLANS = Integer.getInteger("trunkline.plans", 12);
  private static final int DELIVERIES = 30;
  private static final Map<String, String> ROWS =
      Map.of(
          "calls", "select call_id as key, to_jsonb(t) - 'event_count' as row from app.calls t",
          "leads",
              "select lead_id::text as key, to_jsonb(t) - 'person' - 'event_count' - 'first_event_id' as row from app.leads t",
          "conversations",
              "select entity as key, to_jsonb(t) - 'event_count' as row from app.conversations t",
          "activity",
              "select event_id::text as key, to_jsonb(t) - 'definition_hash' as row from analytics.activity t",
          "recordings",
              "select entity as key, to_jsonb(t) - 'event_count' as row from app.recordings t");

  private static TestDatabase running;
  private static TestDatabase scratch;

  @BeforeAll
  static void databases() {
    running = TestDatabase.fresh();
    scratch = TestDatabase.fresh();
  }

  @Test
  void whatIsForetoldIsWhatComes() {
    Set<String> sorts = new HashSet<>();
    for (int seed = 0; seed < PLANS; seed++) {
      // given
      Random random = new Random(seed);
      empty();
      List<Batch> history = new ArrayList<>();
      for (int n = 0; n < DELIVERIES; n++) {
        history.add(processing(random, second(n), random.nextInt(DELIVERIES)));
      }
      running.store().write(together(history));
      List<Batch> replay = new ArrayList<>();
      for (int n = 0; n < DELIVERIES; n++) {
        if (random.nextInt(3) == 0) {
          boolean same = random.nextInt(3) == 0;
          int told = random.nextInt(DELIVERIES);
          replay.add(processing(same ? new Random(seed) : random, second(n).replay(1), told));
        }
      }
      Map<String, Map<String, String>> before = rows();
      List<String> views = running.views();

      // when
      Rehearsal rehearsal = new Rehearsal(scratch.dataSource());
      running
          .store()
          .replays()
          .look(
              new Selection.Ids(ids(replay)),
              look -> {
                rehearsal.begin(look);
                for (List<Batch> half : halves(replay)) {
                  Batch batch = together(half);
                  rehearsal.copy(look, deliveries(batch), batch.events());
                }
                return look;
              });
      rehearsal.copied();
      halves(replay).forEach(half -> rehearsal.write(together(half)));
      List<RowsForecast> forecast = rehearsal.forecast(1_000);

      // then nothing has changed, and what comes is what was foretold
      assertThat(running.views()).isEqualTo(views);
      replay.forEach(running.store()::write);
      Map<String, Map<String, String>> after = rows();
      for (RowsForecast of : forecast) {
        Changes changes = Changes.of(before.get(of.view()), after.get(of.view()));
        assertThat(new Changes(of.added(), of.changed(), of.removed()))
            .as("seed %d, %s", seed, of.view())
            .isEqualTo(changes);
        assertThat(of.samples()).hasSize((int) (of.added() + of.changed() + of.removed()));
        assertThat(of.fields().isEmpty()).isEqualTo(of.changed() == 0);
        changes.sorts().forEach(sort -> sorts.add(of.view() + " " + sort));
      }
      assertThat(rehearsal.compare(running.store()))
          .as("seed %d", seed)
          .allSatisfy(arrived -> assertThat(arrived.otherwise()).isZero());

      // and a second time changes nothing
      replay.forEach(
          batch -> assertThat(running.store().write(batch)).isEqualTo(new Written(0, 0, 0)));
    }
    assertThat(sorts)
        .contains("calls added", "calls changed", "calls removed", "leads added", "leads changed")
        .contains("leads removed", "conversations changed", "activity added", "activity removed");
  }

  @Test
  void aRowThatCameOutOtherwiseIsNamed() {
    // given
    empty();
    Told call = second(1).call("7", "call.completed", "status", "answered");
    running.store().write(new Batch(List.of(call), List.of(manifest(call))));
    Told mended = second(1).replay(1).call("7", "call.completed", "status", "missed");
    Batch replay = new Batch(List.of(mended), List.of(manifest(mended)));
    Rehearsal rehearsal = new Rehearsal(scratch.dataSource());
    running
        .store()
        .replays()
        .look(
            new Selection.Ids(ids(List.of(replay))),
            look -> {
              rehearsal.begin(look);
              rehearsal.copy(look, deliveries(replay), replay.events());
              return look;
            });
    rehearsal.copied();
    rehearsal.write(replay);

    // when nothing came of it
    List<Arrived> arrived = rehearsal.compare(running.store());

    // then
    assertThat(arrived.getFirst()).isEqualTo(new Arrived("calls", 0, 1, List.of("onecom/7")));
  }

  private record Changes(long added, long changed, long removed) {

    static Changes of(Map<String, String> before, Map<String, String> after) {
      return new Changes(
          after.keySet().stream().filter(key -> !before.containsKey(key)).count(),
          after.entrySet().stream()
              .filter(row -> before.containsKey(row.getKey()))
              .filter(row -> !row.getValue().equals(before.get(row.getKey())))
              .count(),
          before.keySet().stream().filter(key -> !after.containsKey(key)).count());
    }

    List<String> sorts() {
      List<String> sorts = new ArrayList<>();
      if (added > 0) {
        sorts.add("added");
      }
      if (changed > 0) {
        sorts.add("changed");
      }
      if (removed > 0) {
        sorts.add("removed");
      }
      return sorts;
    }
  }

  private static Map<String, Map<String, String>> rows() {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    ROWS.forEach(
        (view, sql) ->
            rows.put(
                view,
                running.query("select key, row::text as row from (" + sql + ") t").stream()
                    .collect(
                        Collectors.toMap(
                            row -> row.get("key").toString(), row -> row.get("row").toString()))));
    return rows;
  }

  private static void empty() {
    running.empty();
    scratch.empty();
    scratch.jdbi().useHandle(handle -> handle.execute("drop schema if exists rehearsal cascade"));
  }

  private static List<String> deliveries(Batch batch) {
    return batch.manifests().stream().map(Manifest::deliveryId).toList();
  }

  private static Set<UUID> ids(List<Batch> replay) {
    return replay.stream()
        .flatMap(batch -> deliveries(batch).stream())
        .map(UUID::fromString)
        .collect(Collectors.toSet());
  }

  private static List<List<Batch>> halves(List<Batch> batches) {
    int half = batches.size() / 2;
    return List.of(batches.subList(0, half), batches.subList(half, batches.size()));
  }

  private static Batch together(List<Batch> batches) {
    return new Batch(
        batches.stream().flatMap(batch -> batch.events().stream()).toList(),
        batches.stream().flatMap(batch -> batch.manifests().stream()).toList());
  }

  private static Batch processing(Random random, Story.At at, int told) {
    if (random.nextInt(8) == 0) {
      return new Batch(List.of(), List.of(nothing(at, "onecom")));
    }
    List<Told> events =
        Stream.iterate(0, i -> i < 3, i -> i + 1)
            .limit(1 + random.nextInt(3))
            .map(i -> event(new Random(told * 31L + i), at.index(i), told + i))
            .toList();
    return new Batch(
        events,
        List.of(
            manifest(events.getFirst(), events.subList(1, events.size()).toArray(Told[]::new))));
  }

  /** Calls that name numbers as an agent's, by which persons come apart, leads that share them. */
  private static Told event(Random random, Story.At at, int told) {
    String stated = Story.START.plusSeconds(told).toString();
    String id = Integer.toString(told % 6);
    String phone = "+1202555010" + random.nextInt(4);
    return switch (random.nextInt(6)) {
      case 0 -> at.call(id, "call.started", "status", "ringing", "occurred_at", stated);
      case 1 ->
          at.call(
              id,
              "call.completed",
              "status",
              "answered",
              "agent_phone",
              phone,
              "occurred_at",
              stated);
      case 2 -> at.lead("onecom", "vendor_lead_id", id, "phone", phone, "occurred_at", stated);
      case 3 -> at.lead("onecom", "phone", phone, "full_name", "Lead " + id, "occurred_at", stated);
      case 4 ->
          at.other(EventKind.ACTIVITY, "onecom", "agent.created", "subject_id", id, "status", "on");
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
}
