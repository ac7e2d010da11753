package dev.trunkline.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements for the tests of Postgres. */
final class Sql {

  private Sql() {}

  static void run(EmbeddedPostgres postgres, String... statements) throws SQLException {
    run(postgres.port(), postgres.password(), statements);
  }

  static void run(int port, String password, String... statements) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:%d/trunkline".formatted(port);
    try (Connection connection = DriverManager.getConnection(url, "trunkline", password);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  static String value(EmbeddedPostgres postgres, String query) throws SQLException {
    return value(postgres, query, false);
  }

  static String value(EmbeddedPostgres postgres, String query, boolean asSuperuser)
      throws SQLException {
    String user = asSuperuser ? postgres.superuser() : postgres.user();
    String password = asSuperuser ? postgres.superuserPassword() : postgres.password();
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), user, password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
