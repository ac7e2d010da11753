package dev.trunkline.testbed;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A database of a test's own, empty at first.
 *
 * @param jdbcUrl its JDBC address, without user and password
 * @param user its owner: no superuser, may create roles (which all databases of the server share)
 * @param password the owner's
 */
public record Database(String jdbcUrl, String user, String password) {

  private static final int CONNECTIONS = 10;

  /** The next class has a pool of its own, and the server room for a few. */
  private static final int IDLE_MS = 10_000;

  /** A new connection as the owner; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, user, password);
  }

  /** Connections as the owner that are used again, as by a writer; they end with the JVM. */
  public DataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    config.setMinimumIdle(0);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setIdleTimeout(IDLE_MS);
    return new HikariDataSource(config);
  }
}
