package dev.trunkline.gateway.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what can be read of a damaged journal into a new one: each entry whole, or not at all. */
final class Salvage {

  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);
  private static final int TOGETHER = 500;

  private Salvage() {}

  /** The new one, with what could be read of the old one, under the same places. */
  static JournalFile of(Path damaged, JournalFile fresh) throws SQLException {
    List<Row> rows = new ArrayList<>();
    long saved = 0;
    long last = 0;
    try (Connection old = JournalFile.reader(damaged);
        Statement statement = old.createStatement()) {
      last = lastOf(statement);
      try (ResultSet row = statement.executeQuery("select * from entries order by seq")) {
        while (row.next()) {
          Row read = Row.of(row);
          if (read.kept().isPresent()) {
            rows.add(read);
            last = Math.max(last, read.seq());
            saved++;
          }
          if (rows.size() == TOGETHER) {
            fresh.commit(rows, 1, 0, List.of(), last);
            rows.clear();
          }
        }
      }
    } catch (SQLException | RuntimeException e) {
      LOG.error("the damaged journal could be read up to here: {}", e.getMessage());
    }
    fresh.commit(rows, 1, 0, List.of(), last);
    LOG.error("{} entries of the damaged journal are given to Kafka again", saved);
    return fresh;
  }

  private static long lastOf(Statement statement) {
    try (ResultSet state = statement.executeQuery("select last_seq from state")) {
      return state.next() ? state.getLong(1) : 0;
    } catch (SQLException e) {
      return 0;
    }
  }
}
