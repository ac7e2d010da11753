package dev.trunkline.writer;

import com.zaxxer.hikari.HikariDataSource;
import dev.trunkline.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * The migrated store, and the pool that it made for itself.
 *
 * @param pool closed with the context; null where the connections were given
 */
record WriterStore(Store store, @Nullable HikariDataSource pool) implements AutoCloseable {

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
