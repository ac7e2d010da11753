package dev.trunkline.allinone;

import com.zaxxer.hikari.HikariDataSource;
import dev.trunkline.allinone.bench.Scratch;
import dev.trunkline.workbench.RehearsalRoom;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A Postgres of its own in a temporary folder; it ends with this process, also by Ctrl-C. */
final class TrialDatabase implements RehearsalRoom {

  private static final int CONNECTIONS = 4;

  private final Scratch scratch;
  private final HikariDataSource dataSource;
  private final Thread atTheEnd = new Thread(this::end, "trial-database-end");

  private TrialDatabase(Scratch scratch, HikariDataSource dataSource) {
    this.scratch = scratch;
    this.dataSource = dataSource;
    Runtime.getRuntime().addShutdownHook(atTheEnd);
  }

  /**
   * Starts it, with the store's tables and no rows.
   *
   * @throws dev.trunkline.embedded.CannotStart with one line of cause and cure
   */
  static TrialDatabase start() {
    try {
      Scratch scratch = Scratch.start();
      try {
        return new TrialDatabase(scratch, scratch.fresh(CONNECTIONS));
      } catch (SQLException | RuntimeException e) {
        scratch.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the database did not take its schema: " + e.getSQLState(), e);
    }
  }

  @Override
  public DataSource dataSource() {
    return dataSource;
  }

  @Override
  public void close() {
    try {
      if (Runtime.getRuntime().removeShutdownHook(atTheEnd)) {
        end();
      }
    } catch (IllegalStateException e) {
      // The process ends already, and the database with it.
    }
  }

  private void end() {
    dataSource.close();
    scratch.close();
  }
}
