package dev.trunkline.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the role and the database that Trunkline works with. */
final class PostgresOwner {

  static final String NAME = "trunkline";

  private PostgresOwner() {}

  /**
   * Makes what is missing, however far an earlier start came. A role's password follows the file it
   * is kept in.
   */
  static void ensure(EmbeddedPostgres postgres) {
    if (canLogIn(postgres)) {
      return;
    }
    try (Connection admin =
            DriverManager.getConnection(
                postgres.jdbcUrl("postgres"), postgres.superuser(), postgres.superuserPassword());
        Statement statement = admin.createStatement()) {
      boolean role =
          exists(statement, "select 1 from pg_roles where rolname = '%s'".formatted(NAME));
      // Iterations slow down who guesses words, and every client at each connection: nobody guesses
      // 192 random bits. Roles that people make keep the server's own number.
      statement.execute("set scram_iterations = 1");
      // The password is hexadecimal: nothing in it can end the literal.
      statement.execute(
          "%s role %s login nosuperuser nocreatedb createrole password '%s'"
              .formatted(role ? "alter" : "create", NAME, postgres.password()));
      if (!exists(statement, "select 1 from pg_database where datname = '%s'".formatted(NAME))) {
        statement.execute("create database %s owner %s".formatted(NAME, NAME));
      }
    } catch (SQLException e) {
      throw new CannotStart(
          "Postgres could not make the role and database %s: %s".formatted(NAME, e.getMessage()),
          e);
    }
  }

  private static boolean canLogIn(EmbeddedPostgres postgres) {
    try (Connection connection =
        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      return connection.isValid(5);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }
}
