package dev.trunkline.load.model;

import java.sql.SQLException;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What the views show at one moment: asked twice, a view gives the same rows. */
public interface Shown {

  /**
   * Gives every row of the view to the visitor, in any order.
   *
   * @param visitor gets all the view's columns, null where absent ({@link ViewRow})
   * @throws SQLException if the database cannot be asked
   */
  void rows(View view, Consumer<ObjectNode> visitor) throws SQLException;
}
