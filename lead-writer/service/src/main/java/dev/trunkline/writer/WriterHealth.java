package dev.trunkline.writer;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.trunkline.store.Counts;

/** How the writer's database is, for a health page. */
public final class WriterHealth {

  private final WriterStore store;

  WriterHealth(WriterStore store) {
    this.store = store;
  }

  /**
   * The writer's connections.
   *
   * @param waiting threads that wait for one
   */
  public record Pool(int total, int idle, int waiting) {}

  /** The connections now; all 0 before the first was needed, or where the pool is not ours. */
  public Pool pool() {
    HikariDataSource pool = store.pool();
    HikariPoolMXBean now = pool == null ? null : pool.getHikariPoolMXBean();
    return now == null
        ? new Pool(0, 0, 0)
        : new Pool(
            now.getTotalConnections(),
            now.getIdleConnections(),
            now.getThreadsAwaitingConnection());
  }

  /**
   * What the tables hold, counted exactly.
   *
   * @throws org.jdbi.v3.core.JdbiException if the database does not answer
   */
  public Counts counts() {
    return store.store().counts();
  }
}
