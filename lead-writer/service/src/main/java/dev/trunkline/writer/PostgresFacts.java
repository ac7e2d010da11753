package dev.trunkline.writer;

import dev.trunkline.store.SchemaVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * How a database is found.
 *
 * @param settings as a connection of ours has them, by name
 */
public record PostgresFacts(Map<String, String> settings, SchemaVersion schema) {

  /** Copies the map. */
  public PostgresFacts {
    settings = Map.copyOf(settings);
  }

  /**
   * Looks, and changes nothing.
   *
   * @throws SQLException if the database cannot be asked
   */
  public static PostgresFacts of(Connection connection) throws SQLException {
    Map<String, String> settings = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select name, setting from pg_settings where setting is not null")) {
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getString(2));
      }
    }
    return new PostgresFacts(settings, SchemaVersion.of(connection));
  }
}
