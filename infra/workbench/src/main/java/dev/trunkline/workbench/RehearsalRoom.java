package dev.trunkline.workbench;

import javax.sql.DataSource;

/** A database in which something is tried out; gone when it is closed. */
public interface RehearsalRoom extends AutoCloseable {

  /** Connections to it: the store's schema, and no rows. */
  DataSource dataSource();

  @Override
  void close();
}
