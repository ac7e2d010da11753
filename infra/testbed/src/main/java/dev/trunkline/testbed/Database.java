package dev.trunkline.testbed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database of a test's own, empty at first.
 *
 * @param jdbcUrl its JDBC address, without user and password
 * @param user its owner: no superuser, may create roles (which all databases of the server share)
 * @param password the owner's
 */
public record Database(String jdbcUrl, String user, String password) {

  /** A new connection as the owner; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, user, password);
  }
}
