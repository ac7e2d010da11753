package dev.trunkline.load;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.load.model.Erased;
import dev.trunkline.load.model.Shown;
import dev.trunkline.load.model.View;
import dev.trunkline.load.model.ViewRow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the contract's views, all as they were when it was opened: the audit trusts no table of the
 * writer's.
 */
final class Views implements Shown, AutoCloseable {

  private static final int FETCHED = 2_000;

  /** Each gives ids that contradict the sentence; none may give any. */
  private static final Map<String, String> CONTRADICTIONS =
      Map.of(
          "a live call event has no row in calls",
          "select distinct e.call_id from analytics.call_events e"
              + " where e.call_id is not null"
              + " and not exists (select from analytics.calls c where c.call_id = e.call_id)",
          "a row in calls has no live event",
          "select c.call_id from analytics.calls c where not exists"
              + " (select from analytics.call_events e where e.call_id = c.call_id)",
          "a call has two rows",
          "select call_id from analytics.calls group by call_id having count(*) > 1",
          "a touch has no row in leads",
          "select t.event_id::text from analytics.lead_touches t where not exists"
              + " (select from analytics.leads l where l.lead_id = t.lead_id)",
          "a row in leads has no touch",
          "select l.lead_id::text from analytics.leads l where not exists"
              + " (select from analytics.lead_touches t where t.lead_id = l.lead_id)",
          "a lead has two rows",
          "select lead_id::text from analytics.leads group by lead_id having count(*) > 1");

  private final Connection connection;

  private Views(Connection connection) {
    this.connection = connection;
  }

  /**
   * The views as they are now.
   *
   * @throws SQLException if the database cannot be asked
   */
  static Views open(String jdbcUrl) throws SQLException {
    Connection connection = DriverManager.getConnection(jdbcUrl);
    try {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      // The first query is what takes the snapshot; the topics are read while it waits.
      try (Statement first = connection.createStatement()) {
        first.execute("set local idle_in_transaction_session_timeout = 0");
        first.execute("select 1");
      }
      return new Views(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether a view shows each event of this kind; of the others only the elements' fates. */
  static boolean shows(EventKind kind) {
    return switch (kind) {
      case CALL, LEAD, ACTIVITY -> true;
      case CONVERSATION, RECORDING -> false;
    };
  }

  /**
   * Sources that the database has settings or deliveries of.
   *
   * @throws SQLException if the database cannot be asked
   */
  static Set<String> sources(String jdbcUrl) throws SQLException {
    try (Views views = open(jdbcUrl)) {
      Set<String> sources = new TreeSet<>();
      views.select("select source from analytics.sources", row -> sources.add(row.getString(1)));
      return sources;
    }
  }

  /**
   * What is erased by now.
   *
   * @throws SQLException if the database cannot be asked
   */
  static Erased erased(String jdbcUrl) throws SQLException {
    try (Views views = open(jdbcUrl)) {
      return views.erased();
    }
  }

  /**
   * What was erased when the views were opened.
   *
   * @throws SQLException if the database cannot be asked
   */
  Erased erased() throws SQLException {
    Map<String, Instant> elements = new HashMap<>();
    Set<String> payloads = new HashSet<>();
    select(
        "select delivery_id, delivery_index, erased_at from analytics.erased",
        row -> {
          String delivery = row.getString(1);
          int index = row.getInt(2);
          if (row.wasNull()) {
            payloads.add(delivery);
          } else {
            Instant at = row.getObject(3, OffsetDateTime.class).toInstant();
            elements.put(Erased.element(delivery, index), at);
          }
        });
    return new Erased(elements, payloads);
  }

  @Override
  public void rows(View view, Consumer<ObjectNode> visitor) throws SQLException {
    select("select * from analytics." + view.wire(), row -> visitor.accept(ViewRow.of(row)));
  }

  /**
   * What they contradict themselves in, in words.
   *
   * @throws SQLException if the database cannot be asked
   */
  List<String> contradictions() throws SQLException {
    List<String> contradictions = new ArrayList<>();
    for (Map.Entry<String, String> contradiction : CONTRADICTIONS.entrySet()) {
      select(
          contradiction.getValue(),
          row -> contradictions.add(contradiction.getKey() + ": " + row.getString(1)));
    }
    return contradictions;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void select(String sql, Visitor visitor) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED);
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          visitor.accept(rows);
        }
      }
    }
  }

  /** Looks at the row at which a result stands. */
  private interface Visitor {
    void accept(ResultSet row) throws SQLException;
  }
}
