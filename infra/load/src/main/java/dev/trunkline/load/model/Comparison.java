package dev.trunkline.load.model;

import dev.trunkline.canonical.Manifest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The views against the model, row by row and column by column.
 *
 * @param checked rows that were compared
 * @param differences in words, each with the events by which the topics and the views came to it;
 *     nothing personal is told
 */
public record Comparison(long checked, List<String> differences) {

  /** Histories are told of so many differences; of further ones only what differs. */
  private static final int HISTORIES = 100;

  /** Copies the list. */
  public Comparison {
    differences = List.copyOf(differences);
  }

  /**
   * Compares them.
   *
   * @param events all that the topics hold, read after the moment of {@code shown}
   * @param manifests all that the topic holds
   * @param judged whether a delivery is inside the window: what others have to do with is left out
   * @param from where the window begins
   * @throws SQLException if the database cannot be asked
   */
  public static Comparison of(
      Collection<Copy> events,
      Collection<Manifest> manifests,
      Settings settings,
      Predicate<String> judged,
      Instant from,
      Shown shown)
      throws SQLException {
    Model model = Model.made(events, manifests, settings);
    Unsure unsure = Unsure.of(events, model, judged, from, shown);
    Comparing comparing = new Comparing(model, unsure);
    for (View view : View.values()) {
      comparing.compare(view, shown);
    }
    return new Comparison(comparing.checked, comparing.withHistories(events, shown));
  }

  /** One row that is not as it should be. */
  private record Difference(String what, Trail trail, List<String> shown) {}

  private static final class Comparing {
    private final Model model;
    private final Unsure unsure;
    private final Telling telling = new Telling();
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> further = new ArrayList<>();
    private long checked;

    Comparing(Model model, Unsure unsure) {
      this.model = model;
      this.unsure = unsure;
    }

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
              .map(column -> telling.differs(column, is, should))
              .collect(Collectors.joining("; "));
      return columns.isEmpty() ? null : "differs: " + columns;
    }

    private void differs(View view, String key, ObjectNode row, String how) {
      String what = "row " + key + " of " + view.wire() + " " + how;
      if (differences.size() < HISTORIES) {
        differences.add(new Difference(what, Trail.of(view, key, row, model), new ArrayList<>()));
      } else {
        further.add(what);
      }
    }

    List<String> withHistories(Collection<Copy> events, Shown shown) throws SQLException {
      if (differences.isEmpty()) {
        return List.of();
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
}
