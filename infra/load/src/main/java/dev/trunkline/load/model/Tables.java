package dev.trunkline.load.model;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the views of schema {@code analytics} must show.
 *
 * @param views by name, the rows by {@link View#key}; an absent column is left out of its row
 */
public record Tables(Map<View, Map<String, ObjectNode>> views) {

  /** The rows of a view. */
  public Map<String, ObjectNode> rows(View view) {
    return views.getOrDefault(view, Map.of());
  }
}
