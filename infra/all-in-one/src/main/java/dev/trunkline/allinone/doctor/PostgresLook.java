package dev.trunkline.allinone.doctor;

import dev.trunkline.writer.PostgresFacts;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a Postgres as its owner, and changes nothing.
 *
 * @param jdbcUrl user and password included
 * @param folder that it keeps its files in; null: on another machine
 */
record PostgresLook(String jdbcUrl, @Nullable Path folder, boolean acceptLostCommits, Clock clock)
    implements Examination.Look<DatabaseFacts> {

  private static final String LIMITS =
      "connectTimeout=5&loginTimeout=8&socketTimeout=20&ApplicationName=trunkline-doctor&logServerErrorDetail=false";

  private static final String ROLE =
      """
      select current_user, rolsuper,
        has_database_privilege(current_database(), 'CREATE'),
        not exists (select from pg_namespace
          where nspname in ('app', 'analytics') and not pg_has_role(nspowner, 'USAGE')),
        to_regclass('app.flyway_schema_history') is not null
      from pg_roles where rolname = current_user
      """;

  private static final String SERVER =
      """
      select current_setting('server_version_num')::int, pg_database_size(current_database()),
        (select count(*) from pg_stat_activity where backend_type = 'client backend'),
        current_setting('max_connections')::int
          - current_setting('superuser_reserved_connections')::int,
        (select age(datfrozenxid) from pg_database where datname = current_database()),
        pg_is_in_recovery()
      """;

  private static final String SESSIONS =
      """
      select pid, coalesce(nullif(application_name, ''), 'no name'), coalesce(state, 'unknown'),
        extract(epoch from clock_timestamp() - xact_start) * 1000,
        coalesce(wait_event_type = 'Lock', false)
      from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
        and backend_type = 'client backend'
      """;

  private static final String TABLES =
      """
      select schemaname || '.' || relname, n_live_tup, n_dead_tup
      from pg_stat_user_tables where n_dead_tup > 0 order by n_dead_tup desc limit 20
      """;

  @Override
  public DatabaseFacts facts() throws Unreachable {
    try (Connection connection =
            DriverManager.getConnection(jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + LIMITS);
        Statement statement = connection.createStatement()) {
      return facts(connection, statement);
    } catch (SQLException e) {
      throw new Unreachable(
          "Postgres does not answer at %s (SQLSTATE %s)"
              .formatted(jdbcUrl.replaceAll("\\?.*", ""), e.getSQLState()),
          "no row is written and none can be read; deliveries are taken all the same",
          cure(String.valueOf(e.getSQLState())));
    }
  }

  private static String cure(String state) {
    return switch (state) {
      case "28P01", "28000" -> "the password is wrong, or pg_hba.conf lets nobody in from here";
      case "3D000" -> "there is no such database: create database … owner …";
      case "53300" ->
          "all connections are taken: select application_name, count(*) from pg_stat_activity group by 1";
      default -> "look whether it runs and the address is right: pg_isready -h HOST -p PORT";
    };
  }

  private DatabaseFacts facts(Connection connection, Statement statement) throws SQLException {
    List<DatabaseFacts.Session> sessions = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(SESSIONS)) {
      while (rows.next()) {
        sessions.add(
            new DatabaseFacts.Session(
                rows.getInt(1),
                rows.getString(2),
                rows.getString(3),
                Duration.ofMillis(rows.getLong(4)),
                rows.getBoolean(5)));
      }
    }
    List<DatabaseFacts.Table> tables = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        tables.add(new DatabaseFacts.Table(rows.getString(1), rows.getLong(2), rows.getLong(3)));
      }
    }
    DatabaseFacts.Role role = role(statement);
    Instant before = clock.instant();
    Instant there = now(statement);
    Duration error = Duration.between(before, clock.instant()).dividedBy(2);
    PostgresFacts postgres = PostgresFacts.of(connection);
    try (ResultSet row = statement.executeQuery(SERVER)) {
      row.next();
      return new DatabaseFacts(
          postgres,
          acceptLostCommits,
          row.getInt(1),
          role,
          row.getLong(2),
          disk(),
          row.getInt(3),
          row.getInt(4),
          row.getLong(5),
          row.getBoolean(6),
          sessions,
          tables,
          Duration.between(before.plus(error), there),
          error);
    }
  }

  private static Instant now(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select (extract(epoch from clock_timestamp()) * 1000)::bigint")) {
      row.next();
      return Instant.ofEpochMilli(row.getLong(1));
    }
  }

  /** Analysts' roles are made by the migrations where the owner may, else by a DBA. */
  private static DatabaseFacts.Role role(Statement statement) throws SQLException {
    String name;
    boolean superuser;
    boolean creates;
    boolean owns;
    boolean migrated;
    try (ResultSet row = statement.executeQuery(ROLE)) {
      row.next();
      name = row.getString(1);
      superuser = row.getBoolean(2);
      creates = row.getBoolean(3);
      owns = row.getBoolean(4);
      migrated = row.getBoolean(5);
    }
    List<String> missing =
        new ArrayList<>(migrated ? List.of("analyst", "analyst_pii") : List.of());
    try (ResultSet rows =
        statement.executeQuery(
            "select rolname from pg_roles where rolname in ('analyst', 'analyst_pii')")) {
      while (rows.next()) {
        missing.remove(rows.getString(1));
      }
    }
    return new DatabaseFacts.Role(name, superuser, creates, owns, missing);
  }

  private DataFacts.@Nullable Disk disk() {
    try {
      if (folder == null || !Files.isDirectory(folder)) {
        return null;
      }
      FileStore store = Files.getFileStore(folder);
      return new DataFacts.Disk(store.type(), store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException e) {
      return null;
    }
  }
}
