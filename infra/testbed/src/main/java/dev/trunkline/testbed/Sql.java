package dev.trunkline.testbed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One statement, for what the fixture itself needs. */
final class Sql {

  private Sql() {}

  static void run(Database database, String statement) {
    try (Connection connection = database.connect();
        Statement execution = connection.createStatement()) {
      execution.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the testbed could not prepare its database: " + e.getMessage(), e);
    }
  }
}
