package dev.trunkline.allinone.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The peer: a handler as one usually writes it, one insert a request, on a durable Postgres. */
final class FastifyPg implements Contestant {

  private static final String TABLE =
      """
      create table deliveries (
        id bigint generated always as identity primary key,
        received_at timestamptz not null default now(), body text not null)
      """;

  private final int pool;
  private final Process process;
  private final HikariDataSource database;
  private final int port;

  private FastifyPg(int pool, Process process, HikariDataSource database, int port) {
    this.pool = pool;
    this.process = process;
    this.database = database;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param folder in which it is installed
   * @param pool connections to the database
   */
  static FastifyPg start(Path folder, Webhook webhook, Scratch scratch, int pool)
      throws SQLException, IOException {
    HikariDataSource database = scratch.fresh(1);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      require(statement, "fsync");
      require(statement, "synchronous_commit");
      statement.execute(TABLE);
    }
    ProcessBuilder node =
        new ProcessBuilder("node", "server.mjs")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    URI address = URI.create(database.getJdbcUrl().replaceFirst("^jdbc:", ""));
    node.environment()
        .putAll(
            Map.ofEntries(
                Map.entry("NODE_ENV", "production"),
                Map.entry("PGHOST", address.getHost()),
                Map.entry("PGPORT", Integer.toString(address.getPort())),
                Map.entry("PGDATABASE", address.getPath().substring(1)),
                Map.entry("PGUSER", database.getUsername()),
                Map.entry("PGPASSWORD", database.getPassword()),
                Map.entry("POOL", Integer.toString(pool)),
                Map.entry("DOOR", webhook.door().path()),
                Map.entry(
                    "HEADER",
                    webhook.proof().signing().header().toLowerCase(java.util.Locale.ROOT)),
                Map.entry("PREFIX", webhook.proof().signing().prefix()),
                Map.entry("SECRET", webhook.proof().secrets().getFirst().value())));
    Process process = node.start();
    BufferedReader said = process.inputReader();
    String line = said.readLine();
    if (line == null) {
      database.close();
      throw new IllegalStateException("node ended before it listened; it says why above");
    }
    return new FastifyPg(pool, process, database, Integer.parseInt(line));
  }

  private static void require(Statement statement, String setting) throws SQLException {
    try (ResultSet row = statement.executeQuery("show " + setting)) {
      if (!row.next() || !row.getString(1).equals("on")) {
        throw new IllegalStateException("the database's " + setting + " is not on");
      }
    }
  }

  @Override
  public String name() {
    return "fastify + pg, pool " + pool;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public long kept() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from deliveries")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    database.close();
  }
}
