package dev.trunkline.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The journal's database: SQLite, each commit on the disk when it returns. One connection that
 * writes, for one thread.
 */
final class JournalFile implements AutoCloseable {

  static final String NAME = "journal.db";

  /** How the names of databases begin that were put aside. */
  static final String ASIDE = "damaged-";

  private static final int PAGE = 4_096;
  private static final long LOOK_BYTES = 64 * 1024;

  private static final List<String> SCHEMA =
      List.of(
          """
          create table if not exists entries (
            seq integer primary key, delivery_id text not null, topic text not null,
            at integer not null, maybe_dup integer not null, headers text not null,
            body blob not null, crc integer not null)
          """,
          """
          create table if not exists damaged (
            seq integer primary key, delivery_id text, topic text, at integer, maybe_dup integer,
            headers text, body blob, crc integer)
          """,
          """
          create table if not exists state (
            id integer primary key check (id = 1), last_seq integer not null)
          """,
          "insert or ignore into state values (1, 0)");

  private final Connection connection;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final PreparedStatement advance;
  private final PreparedStatement pages;
  private final PreparedStatement free;
  private long bytes;
  private long unseen;

  private JournalFile(Connection connection) throws SQLException {
    this.connection = connection;
    this.insert =
        connection.prepareStatement("insert into entries values (?, ?, ?, ?, ?, ?, ?, ?)");
    this.delete = connection.prepareStatement("delete from entries where seq between ? and ?");
    this.advance = connection.prepareStatement("update state set last_seq = ?");
    this.pages = connection.prepareStatement("pragma page_count");
    this.free = connection.prepareStatement("pragma freelist_count");
    this.bytes = used();
    connection.commit();
  }

  /**
   * Opens it, and makes it where there is none.
   *
   * @throws SQLException if it is damaged, or the disk fails
   */
  static JournalFile open(Path folder) throws SQLException {
    Connection connection = connect(folder, false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
      require(statement, "pragma journal_mode", "wal");
      require(statement, "pragma synchronous", "2");
      require(statement, "pragma quick_check(1)", "ok");
      connection.setAutoCommit(false);
      return new JournalFile(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A further connection, which reads. */
  static Connection reader(Path folder) throws SQLException {
    return connect(folder, true);
  }

  private static Connection connect(Path folder, boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    config.setBusyTimeout(5_000);
    config.setPageSize(PAGE);
    config.setGetGeneratedKeys(false); // a query after each insert
    if (!readOnly) {
      config.setJournalMode(JournalMode.WAL);
      config.setSynchronous(SynchronousMode.FULL);
      config.setJournalSizeLimit(16 * 1024 * 1024);
      config.setCacheSize(-32 * 1024); // KiB
      // On macOS fsync alone does not reach the disk.
      config.setPragma(SQLiteConfig.Pragma.FULL_SYNC, "true");
    }
    return config.createConnection("jdbc:sqlite:" + folder.resolve(NAME));
  }

  private static void require(Statement statement, String pragma, String wanted)
      throws SQLException {
    try (ResultSet row = statement.executeQuery(pragma)) {
      String found = row.next() ? row.getString(1) : "nothing";
      if (!wanted.equals(found)) {
        throw new SQLException("the journal's " + pragma + " is " + found);
      }
    }
  }

  /** The newest place that was given, whether or not its entry is still there. */
  long last() throws SQLException {
    return one("select max(last_seq, coalesce((select max(seq) from entries), 0)) from state");
  }

  /** The first of the entries that are kept; one behind the last where none is. */
  long first() throws SQLException {
    return one("select coalesce((select min(seq) from entries), last_seq + 1) from state");
  }

  private long one(String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      long number = number(select);
      connection.commit();
      return number;
    }
  }

  /**
   * What the entries take, and what is kept with them; not what was freed. Some 64 KiB late: asking
   * costs as much as adding a few entries.
   */
  long bytes() {
    return bytes;
  }

  /**
   * Adds and removes in one transaction; when it returns the disk has it.
   *
   * @param fresh in the order of their places
   * @param from first to be removed
   * @param to last to be removed, included; less than {@code from}: none
   * @param damaged to be put aside
   * @param last the newest place that is given now
   * @throws SQLException and all or nothing of it is there
   */
  void commit(List<Row> fresh, long from, long to, List<Long> damaged, long last)
      throws SQLException {
    try {
      for (Row row : fresh) {
        row.bind(insert);
        insert.executeUpdate();
        unseen += row.body().length;
      }
      if (to >= from) {
        delete.setLong(1, from);
        delete.setLong(2, to);
        delete.executeUpdate();
      }
      for (long seq : damaged) {
        putAside(seq);
      }
      boolean newestIsThere = to < from && damaged.isEmpty() && isNewest(fresh, last);
      if (!newestIsThere) { // else its row says the same
        advance.setLong(1, last);
        advance.executeUpdate();
      }
      boolean look = !newestIsThere || unseen >= LOOK_BYTES;
      long used = look ? used() : bytes;
      connection.commit();
      bytes = used;
      unseen = look ? 0 : unseen;
    } catch (SQLException e) {
      rollback(e);
      throw e;
    }
  }

  private static boolean isNewest(List<Row> fresh, long last) {
    return !fresh.isEmpty() && fresh.getLast().seq() == last;
  }

  private long used() throws SQLException {
    return PAGE * (number(pages) - number(free));
  }

  private static long number(PreparedStatement pragma) throws SQLException {
    try (ResultSet row = pragma.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private void rollback(SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void putAside(long seq) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "insert or replace into damaged select * from entries where seq = " + seq);
      statement.executeUpdate("delete from entries where seq = " + seq);
    }
  }

  /** Entries from one place to another, both included, in order; those that are there. */
  static List<Row> read(Connection connection, long from, long to, int most) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select * from entries where seq between ? and ? order by seq limit ?")) {
      select.setLong(1, from);
      select.setLong(2, to);
      select.setInt(3, most);
      List<Row> rows = new ArrayList<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows.add(Row.of(found));
        }
      }
      return rows;
    }
  }

  /** Puts a database that cannot be used aside, under a name that none has. */
  static Path putAside(Path folder, long now) throws IOException {
    Path aside = Files.createDirectory(folder.resolve(ASIDE + now));
    for (String suffix : List.of("", "-wal", "-shm")) {
      Path file = folder.resolve(NAME + suffix);
      if (Files.exists(file)) {
        Files.move(file, aside.resolve(NAME + suffix));
      }
    }
    return aside;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
