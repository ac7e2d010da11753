package dev.trunkline.workbench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What is on its way and in no stage's topic.
 *
 * @param where it waits
 * @param count how many there are
 * @param oldestSeconds how long the oldest has been waiting, or is overdue
 */
record Unfinished(String where, long count, double oldestSeconds) {

  /** A search that waits for its time is on its way; one whose time has passed is late. */
  private static final String SEARCHES =
      """
      select count(*), coalesce(greatest(0, extract(epoch from
        clock_timestamp() - min(next_attempt_at) filter (where status = 'waiting'))), 0)
      from analytics.recordings where status in ('wanted', 'waiting', 'found')
      """;

  /** One that is not done is told of for as long as its lane keeps what it sent. */
  private static final String REPLAYS =
      """
      select count(*), coalesce(extract(epoch from clock_timestamp() - min(asked_at)), 0)
      from app.replays where finished_at is null and asked_at > now() - interval '7 days'
      """;

  /** At the door, in searches for recordings, and in replays that are not done. */
  static List<Unfinished> of(HealthPage health, Connection connection) throws SQLException {
    List<Unfinished> all = new ArrayList<>();
    JsonNode journal = health.journal();
    all.add(
        new Unfinished(
            "journal", journal.path("waiting").asLong(0), journal.path("oldestSeconds").asLong(0)));
    try (Statement statement = connection.createStatement()) {
      all.add(one(statement, "recordings looked for", SEARCHES));
      all.add(one(statement, "replays", REPLAYS));
    }
    return all;
  }

  private static Unfinished one(Statement statement, String where, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Unfinished(where, row.getLong(1), row.getDouble(2));
    }
  }
}
