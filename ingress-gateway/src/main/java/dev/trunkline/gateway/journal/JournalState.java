package dev.trunkline.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A journal's file as somebody finds it from outside; the gateway may run meanwhile.
 *
 * @param check what SQLite's own check says: {@code ok}, or what is wrong
 * @param entries that are kept
 * @param damaged rows that could not be read back and were put aside
 * @param bytes that are in use
 * @param aside names of databases that were damaged as a whole
 */
public record JournalState(
    String check, long entries, long damaged, long bytes, List<String> aside) {

  private static final String USED =
      """
      select (pages.page_count - free.freelist_count) * size.page_size
      from pragma_page_count pages, pragma_freelist_count free, pragma_page_size size
      """;

  /** Copies the list. */
  public JournalState {
    aside = List.copyOf(aside);
  }

  /**
   * Looks and changes nothing; empty where there is no journal.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static Optional<JournalState> of(Path folder) throws IOException {
    Path file = folder.resolve(JournalFile.NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> aside;
    try (Stream<Path> names = Files.list(folder)) {
      aside =
          names
              .map(name -> String.valueOf(name.getFileName()))
              .filter(name -> name.startsWith(JournalFile.ASIDE))
              .sorted()
              .toList();
    }
    try (Connection connection = JournalFile.reader(folder);
        Statement statement = connection.createStatement()) {
      return Optional.of(
          new JournalState(
              one(statement, "pragma quick_check(1)"),
              Long.parseLong(one(statement, "select count(*) from entries")),
              Long.parseLong(one(statement, "select count(*) from damaged")),
              Long.parseLong(one(statement, USED)),
              aside));
    } catch (SQLException e) {
      return Optional.of(new JournalState(String.valueOf(e.getMessage()), 0, 0, 0, aside));
    }
  }

  private static String one(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "nothing";
    }
  }
}
