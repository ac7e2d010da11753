package dev.trunkline.load.model;

import dev.trunkline.canonical.EventJson;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A row as a view shows it, in the words of the events: times in UTC, ids as text. */
public final class ViewRow {

  private ViewRow() {}

  /**
   * The row at which the result stands: every column, null where absent.
   *
   * @throws SQLException if it cannot be read
   */
  public static ObjectNode of(ResultSet result) throws SQLException {
    ObjectNode row = EventJson.mapper().createObjectNode();
    ResultSetMetaData columns = result.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String column = columns.getColumnLabel(i);
      Object value = result.getObject(i);
      if (value == null) {
        row.putNull(column);
        continue;
      }
      switch (columns.getColumnType(i)) {
        case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
            row.put(column, result.getObject(i, OffsetDateTime.class).toInstant().toString());
        case Types.ARRAY -> {
          ArrayNode array = row.putArray(column);
          for (Object element : (Object[]) result.getArray(i).getArray()) {
            array.add(element.toString());
          }
        }
        default ->
            row.set(
                column,
                value instanceof Number || value instanceof Boolean
                    ? EventJson.mapper().valueToTree(value)
                    : EventJson.mapper().valueToTree(value.toString()));
      }
    }
    return row;
  }
}
