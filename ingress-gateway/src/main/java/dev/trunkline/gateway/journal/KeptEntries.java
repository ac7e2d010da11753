package dev.trunkline.gateway.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** What a journal keeps, for whoever looks from outside; the gateway may run meanwhile. */
public final class KeptEntries {

  private KeptEntries() {}

  /**
   * Gives each entry that would be sent, in order; none where there is no journal.
   *
   * @throws IllegalStateException if the journal cannot be read
   */
  public static void each(Path folder, Consumer<Entry> visitor) {
    if (!Files.exists(folder.resolve(JournalFile.NAME))) {
      return;
    }
    try (Connection connection = JournalFile.reader(folder);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select * from entries order by seq")) {
      while (row.next()) {
        Row.of(row).kept().ifPresent(kept -> visitor.accept(kept.entry()));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the journal in " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }
}
