package dev.trunkline.store;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
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
   * Looks and changes nothing; waits about a minute for a database that is away.
   *
   * @throws org.flywaydb.core.api.FlywayException if it cannot be asked
   */
  public static SchemaVersion of(DataSource dataSource) {
    MigrationInfoService info = Migrations.of(dataSource).info();
    return new SchemaVersion(
        versions(Arrays.stream(info.all()).filter(migration -> migration.getState().isResolved()))
            .getLast(),
        versions(
            Arrays.stream(info.applied()).filter(migration -> !migration.getState().isResolved())));
  }

  /** Repeatable migrations have none. */
  private static List<String> versions(Stream<MigrationInfo> migrations) {
    return migrations
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .sorted()
        .map(MigrationVersion::getVersion)
        .toList();
  }

  /** Whether a newer program than this one was here. */
  public boolean isNewer() {
    return !foreign.isEmpty() && MigrationVersion.fromVersion(foreign.getLast()).isNewerThan(known);
  }
}
