package dev.trunkline.writer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections of which none can hang for ever: a silent peer is given up after 30 s, a lock after 2
 * s, a statement after 10 s. What is given up is tried again, as a whole batch.
 */
final class WriterDatabase {

  private static final String LIMITS =
      "-c lock_timeout=2s -c statement_timeout=10s -c idle_in_transaction_session_timeout=30s";

  private WriterDatabase() {}

  /**
   * A small pool: one connection for each consumer, one for payloads, one for dead letters, one to
   * spare.
   */
  static HikariDataSource pool(DatabaseSettings settings, int consumers) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("writer");
    config.setJdbcUrl(settings.requiredUrl());
    config.setUsername(settings.username());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(consumers + 3);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(5_000);
    // The server may be away when we start: that is a reason to try again, not to die.
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("socketTimeout", "30");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("loginTimeout", "10");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "trunkline-writer");
    // The server's details quote values.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("options", LIMITS);
    return new HikariDataSource(config);
  }

  /** Connections for migrations: building an index may take longer than a batch may. */
  static DataSource unlimited(DatabaseSettings settings) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(settings.requiredUrl());
    dataSource.setUser(settings.username());
    dataSource.setPassword(settings.password());
    dataSource.setApplicationName("trunkline-migrations");
    dataSource.setTcpKeepAlive(true);
    // As in the pool: a migration's failure is logged, and details quote values.
    dataSource.setLogServerErrorDetail(false);
    return dataSource;
  }
}
