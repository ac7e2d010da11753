package dev.trunkline.load.model;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Compares view after view, and remembers what differs. */
final class Comparing {

  /** One row that is not as it should be. */
  private record Difference(String what, Trail trail, List<String> shown) {}

  private final Model model;
  private final Unsure unsure;
  private final Telling telling;
  private final int histories;
  private final List<Difference> differences = new ArrayList<>();
  private final List<String> further = new ArrayList<>();
  private long checked;

  /**
   * Compares with this model.
   *
   * @param histories of so many differences they are told; of further ones only what differs
   */
  Comparing(Model model, Unsure unsure, Telling telling, int histories) {
    this.model = model;
    this.unsure = unsure;
    this.telling = telling;
    this.histories = histories;
  }

  /** How many rows were compared. */
  long checked() {
    return checked;
  }

  /** Compares the rows of a view. */
  void compare(View view, Shown shown) throws SQLException {
    Map<String, ObjectNode> missing = new TreeMap<>(model.tables().rows(view));
    Set<String> seen = new HashSet<>();
    shown.rows(
        view,
        is -> {
          String key = view.key(is);
          ObjectNode should = missing.remove(key);
          boolean first = seen.add(key);
          if (unsure.leaves(view, is) || (should != null && unsure.leaves(view, should))) {
            return;
          }
          checked++;
          String wrong = wrong(view, is, should, first);
          if (wrong != null) {
            differs(view, key, is, wrong);
          }
        });
    missing.forEach(
        (key, should) -> {
          if (!unsure.leaves(view, should)) {
            checked++;
            differs(view, key, should, "is missing");
          }
        });
  }

  private @Nullable String wrong(
      View view, ObjectNode is, @Nullable ObjectNode should, boolean first) {
    if (!first) {
      return "is shown twice";
    }
    if (should == null) {
      return "is shown, and by the model there is no such row";
    }
    String columns =
        view.columns().stream()
            .filter(
                column ->
                    !is.has(column)
                        || !Telling.text(should, column).equals(Telling.text(is, column)))
            .filter(column -> !is.has(column) || !model.erased().mayLack(is, column))
            .map(column -> telling.differs(column, is, should))
            .collect(Collectors.joining("; "));
    return columns.isEmpty() ? null : "differs: " + columns;
  }

  private void differs(View view, String key, ObjectNode row, String how) {
    String what = "row " + key + " of " + view.wire() + " " + how;
    if (differences.size() < histories) {
      differences.add(new Difference(what, Trail.of(view, key, row, model), new ArrayList<>()));
    } else {
      further.add(what);
    }
  }

  /** What differs, each with the events by which both came to it. */
  List<String> withHistories(Collection<Copy> events, Shown shown) throws SQLException {
    if (differences.isEmpty()) {
      return List.copyOf(further);
    }
    for (View view : Trail.SINGLE) {
      shown.rows(
          view,
          row ->
              differences.stream()
                  .filter(d -> d.shown().size() < Trail.MOST && d.trail().shown().test(row))
                  .forEach(d -> d.shown().add(Trail.byViews(view, row))));
    }
    List<String> told = new ArrayList<>();
    for (Difference difference : differences) {
      List<String> lines = new ArrayList<>(List.of(difference.what()));
      lines.addAll(difference.trail().byTopics(events, model));
      lines.addAll(difference.shown().stream().sorted().toList());
      told.add(String.join("\n", lines));
    }
    told.addAll(further);
    return told;
  }
}
