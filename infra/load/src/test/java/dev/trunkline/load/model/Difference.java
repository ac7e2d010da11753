package dev.trunkline.load.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** Where two tables differ, in words. */
final class Difference {

  private Difference() {}

  /**
   * Every row that is missing, too many or different in a column that the model knows.
   *
   * @param shown by the views: all of their columns, null where absent
   */
  static List<String> between(Tables modelled, Tables shown) {
    List<String> differences = new ArrayList<>();
    for (View view : View.values()) {
      Map<String, ObjectNode> expected = modelled.rows(view);
      Map<String, ObjectNode> actual = shown.rows(view);
      TreeSet<String> keys = new TreeSet<>(expected.keySet());
      keys.addAll(actual.keySet());
      for (String key : keys) {
        ObjectNode should = expected.get(key);
        ObjectNode is = actual.get(key);
        List<String> columns =
            should == null
                ? List.of("(no such row)")
                : is == null
                    ? List.of("(row is missing)")
                    : view.columns().stream()
                        .filter(
                            c -> !is.has(c) || !Telling.text(should, c).equals(Telling.text(is, c)))
                        .toList();
        if (!columns.isEmpty()) {
          differences.add(
              view.wire() + " " + key + " " + columns + "\n  model " + should + "\n  view  " + is);
        }
      }
    }
    return differences;
  }
}
