package dev.trunkline.allinone.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A Postgres in a temporary folder, for as long as something is measured or tried out; its commits
 * are durable.
 */
public final class Scratch implements AutoCloseable {

  private static final String MIGRATED = "migrated";

  private final Path folder;
  private final EmbeddedPostgres postgres;
  private int databases;

  private Scratch(Path folder, EmbeddedPostgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
  }

  /**
   * Starts it.
   *
   * @throws dev.trunkline.embedded.CannotStart with one line of cause and cure
   */
  public static Scratch start() throws SQLException {
    Path folder;
    try {
      folder = Files.createTempDirectory("trunkline-bench");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made", e);
    }
    try {
      String programs = System.getProperty("trunkline.programs");
      Scratch scratch =
          new Scratch(
              folder,
              programs == null
                  ? EmbeddedPostgres.start(folder, 0)
                  : EmbeddedPostgres.start(folder, Path.of(programs), 0));
      scratch.prepare();
      return scratch;
    } catch (SQLException | RuntimeException e) {
      remove(folder);
      throw e;
    }
  }

  private void prepare() throws SQLException {
    try {
      execute("create database %s owner %s".formatted(MIGRATED, postgres.user()));
      PGSimpleDataSource dataSource = new PGSimpleDataSource();
      dataSource.setUrl(postgres.jdbcUrl(MIGRATED));
      dataSource.setUser(postgres.user());
      dataSource.setPassword(postgres.password());
      Store.migrate(dataSource);
    } catch (SQLException | RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /** A pool of that many connections to a database of its own, whose tables are empty. */
  public HikariDataSource fresh(int connections) throws SQLException {
    String name = "bench_" + ++databases;
    execute(
        "create database %s template %s owner %s".formatted(name, MIGRATED, postgres.user()),
        // What the one before left in memory is not the next one's to write.
        "checkpoint");
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(postgres.jdbcUrl(name));
    config.setUsername(postgres.user());
    config.setPassword(postgres.password());
    config.setMaximumPoolSize(connections);
    return new HikariDataSource(config);
  }

  Path folder() {
    return folder;
  }

  /** Takes back a database that nobody needs any more. */
  void drop(HikariDataSource dataSource) throws SQLException {
    dataSource.close();
    execute("drop database " + dataSource.getPoolName() + " with (force)");
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl("postgres"), postgres.superuser(), postgres.superuserPassword());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() {
    postgres.close();
    remove(folder);
  }

  private static void remove(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary folder " + folder + " cannot be removed", e);
    }
  }
}
