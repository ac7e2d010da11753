package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database with the tables of a small company: {@code office.sql}. */
final class Office {

  private Office() {}

  static TestDatabase open() {
    TestDatabase database = TestDatabase.fresh();
    fill(database, "/office.sql");
    return database;
  }

  /** Runs a test's own SQL file. */
  static void fill(TestDatabase database, String file) {
    try (InputStream in = Office.class.getResourceAsStream(file);
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
