package dev.trunkline.testbed;

/** A broker and a database server, wherever they run. */
interface Servers {

  String bootstrapServers();

  /** The JDBC address of a database of the server. */
  String jdbcUrl(String database);

  /** Who may make databases, with its password. */
  Login superuser();

  /** Who owns what the superuser makes for tests. */
  Login owner();

  /** What is left of them when the JVM ends is removed. */
  void discard();

  /** A role and its password. */
  record Login(String user, String password) {}
}
