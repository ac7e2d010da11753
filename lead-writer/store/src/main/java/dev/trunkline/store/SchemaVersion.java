package dev.trunkline.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.TreeSet;
import org.flywaydb.core.api.MigrationVersion;

/**
 * How far a database's schema is, beside what this program knows.
 *
 * @param known the newest version that this program makes
 * @param foreign versions that the database has had and this program does not know, ascending
 */
public record SchemaVersion(String known, List<String> foreign) {

  /** Copies the list. */
  public SchemaVersion {
    foreign = List.copyOf(foreign);
  }

  /**
   * Looks and changes nothing. Not through Flyway, which reads every migration for it.
   *
   * @throws SQLException if the database cannot be asked
   */
  public static SchemaVersion of(Connection connection) throws SQLException {
    TreeSet<MigrationVersion> foreign = new TreeSet<>();
    try (Statement statement = connection.createStatement()) {
      if (hasHistory(statement)) {
        try (ResultSet rows =
            statement.executeQuery(
                "select version from app.flyway_schema_history where version is not null and success")) {
          while (rows.next()) {
            foreign.add(MigrationVersion.fromVersion(rows.getString(1)));
          }
        }
      }
    }
    Migrations.VERSIONS.forEach(version -> foreign.remove(MigrationVersion.fromVersion(version)));
    return new SchemaVersion(
        Migrations.VERSIONS.getLast(), foreign.stream().map(MigrationVersion::getVersion).toList());
  }

  private static boolean hasHistory(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select to_regclass('app.flyway_schema_history') is not null")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Whether a newer program than this one was here. */
  public boolean isNewer() {
    return !foreign.isEmpty() && MigrationVersion.fromVersion(foreign.getLast()).isNewerThan(known);
  }
}
