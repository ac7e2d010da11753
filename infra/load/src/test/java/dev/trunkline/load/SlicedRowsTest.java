package dev.trunkline.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.load.Evidence.EventCopy;
import dev.trunkline.load.Verdict.Equation;
import dev.trunkline.load.model.Copy;
import dev.trunkline.load.model.Erased;
import dev.trunkline.load.model.MadeUp;
import dev.trunkline.load.model.Settings;
import dev.trunkline.load.model.Shown;
import dev.trunkline.load.model.Slicing;
import dev.trunkline.load.model.View;
import dev.trunkline.load.scratch.Scratch;
import dev.trunkline.load.scratch.Spill;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * In slices the rows are judged as they are in one piece: whatever is told, whatever is wrong with
 * the rows, whichever deliveries are outside the window, and whatever is erased.
 */
class SlicedRowsTest {

  private static final int HISTORIES = Integer.getInteger("trunkline.histories", 400);
  private static final long FIRST = Long.getLong("trunkline.seed", 1);

  @Test
  void inSlicesIsJudgedAsInOnePiece() throws SQLException {
    int broken = 0;
    int sliced = 0;
    int kept = 0;
    for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
      Random random = new Random(seed);
      MadeUp history = MadeUp.of(seed);
      Map<View, List<ObjectNode>> rows = shown(history, random);
      Predicate<String> judged = outside(history, random);

      Erased erased = erased(history, random);

      Judged whole = judged(history, rows, judged, erased, Long.MAX_VALUE);
      Judged pieces = judged(history, rows, judged, erased, 500);

      assertThat(pieces.violations()).as("seed %d", seed).isEqualTo(whole.violations());
      assertThat(pieces.checked()).as("seed %d", seed).isEqualTo(whole.checked());
      broken += whole.violations().isEmpty() ? 0 : 1;
      sliced += pieces.slices() > 5 ? 1 : 0;
      kept += pieces.violations().stream().anyMatch(v -> v.contains("was erased and is")) ? 1 : 0;
    }
    assertThat(broken).as("histories with violations").isGreaterThan(HISTORIES / 5);
    assertThat(sliced).as("histories in many slices").isGreaterThan(HISTORIES / 5);
    assertThat(kept).as("histories that show what is erased").isGreaterThan(HISTORIES / 10);
  }

  private record Judged(long checked, Set<String> violations, long slices) {}

  private static Judged judged(
      MadeUp history,
      Map<View, List<ObjectNode>> rows,
      Predicate<String> judged,
      Erased erased,
      long sliceBytes)
      throws SQLException {
    try (Scratch scratch = Scratch.make()) {
      Spill byDelivery = scratch.spill(3);
      Slicing slicing = new Slicing(scratch.spill(1));
      history
          .manifests()
          .forEach(
              manifest -> {
                slicing.told(manifest);
                add(byDelivery, new Clue.Fated(manifest.deliveryId(), EventJson.write(manifest)));
              });
      for (MadeUp.Event event : history.events()) {
        Copy copy = event.copy();
        slicing.told(copy);
        ObjectNode json = copy.event();
        add(
            byDelivery,
            new Clue.Told(
                event.kind(),
                new EventCopy(
                    json.get("event_id").asString(),
                    json.get("delivery_id").asString(),
                    event.replayId(),
                    json.get("delivery_index").asInt()),
                false,
                event.json()));
      }
      long slices = 1 + byDelivery.bytes() / sliceBytes;
      Shown views =
          (view, visitor) ->
              rows.getOrDefault(view, List.of()).forEach(row -> visitor.accept(row.deepCopy()));
      Settings settings = history.settings();
      Equation equation =
          new Rows(scratch, settings, erased, judged, Instant.EPOCH, slicing, sliceBytes)
              .judge(
                  byDelivery,
                  views,
                  List.of(),
                  new Hours(Window.at(Clock.systemUTC().instant(), Range.ALL)));
      return new Judged(
          equation.checked(),
          equation.violations().stream()
              .map(violation -> violation.replaceAll("#[0-9a-f]+", "#"))
              .collect(Collectors.toCollection(TreeSet::new)),
          slices);
    }
  }

  private static void add(Spill byDelivery, Clue clue) {
    byDelivery.add(byDelivery.part(clue.deliveryId()), Clue.write(clue));
  }

  /** The model's rows, some of them left out, doubled or changed. */
  private static Map<View, List<ObjectNode>> shown(MadeUp history, Random random) {
    int faults = random.nextInt(4);
    Map<View, List<ObjectNode>> shown = new EnumMap<>(View.class);
    history.rows().forEach((view, rows) -> shown.put(view, complete(view, rows)));
    List<View> views = List.copyOf(shown.keySet());
    for (int i = 0; i < faults && !views.isEmpty(); i++) {
      View view = views.get(random.nextInt(views.size()));
      List<ObjectNode> rows = shown.getOrDefault(view, new ArrayList<>());
      if (rows.isEmpty()) {
        continue;
      }
      int which = random.nextInt(rows.size());
      switch (random.nextInt(4)) {
        case 0 -> rows.remove(which);
        case 1 -> rows.add(rows.get(which).deepCopy());
        case 2 -> rows.get(which).put("source", "changed");
        default -> mixUp(rows, which, random);
      }
    }
    return shown;
  }

  /** A row says that it is about another's person. */
  private static void mixUp(List<ObjectNode> rows, int which, Random random) {
    ObjectNode other = rows.get(random.nextInt(rows.size()));
    if (rows.get(which).hasNonNull("lead_id") && other.hasNonNull("lead_id")) {
      rows.get(which).set("lead_id", other.get("lead_id"));
    }
  }

  /** Views show every column. */
  private static List<ObjectNode> complete(View view, Map<String, ObjectNode> rows) {
    List<ObjectNode> complete = new ArrayList<>();
    for (ObjectNode row : rows.values()) {
      ObjectNode all = row.deepCopy();
      view.columns().stream().filter(column -> !all.has(column)).forEach(all::putNull);
      complete.add(all);
    }
    return complete;
  }

  /** Of every third history some elements, although their rows are shown. */
  private static Erased erased(MadeUp history, Random random) {
    Map<String, Instant> erased = new HashMap<>();
    if (random.nextInt(3) == 0) {
      for (MadeUp.Event event : history.events()) {
        if (random.nextInt(4) == 0) {
          erased.put(Erased.element(event.copy().event()), Instant.EPOCH);
        }
      }
    }
    return new Erased(erased, Set.of());
  }

  private static Predicate<String> outside(MadeUp history, Random random) {
    Set<String> outside = new HashSet<>();
    if (random.nextBoolean()) {
      Consumer<String> some =
          delivery -> {
            if (random.nextInt(5) == 0) {
              outside.add(delivery);
            }
          };
      history.manifests().forEach(manifest -> some.accept(manifest.deliveryId()));
    }
    return delivery -> !outside.contains(delivery);
  }
}
