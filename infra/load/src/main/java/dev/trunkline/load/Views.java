package dev.trunkline.load;

import dev.trunkline.canonical.EventKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the contract's views in one snapshot: the audit trusts no table of the writer's. */
final class Views {

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

  private Views() {}

  /** Whether a view shows each event of this kind; of the others only the elements' fates. */
  static boolean shows(EventKind kind) {
    return switch (kind) {
      case CALL, LEAD, ACTIVITY -> true;
      case CONVERSATION, RECORDING -> false;
    };
  }

  static Evidence.Tables read(String jdbcUrl, Predicate<String> judged) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      statement.setFetchSize(10_000);
      Map<String, String> fates = new HashMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select delivery_id::text, delivery_index, fate from analytics.deliveries")) {
        while (rows.next()) {
          if (judged.test(rows.getString(1))) {
            fates.put(rows.getString(1) + "/" + rows.getInt(2), rows.getString(3));
          }
        }
      }
      Set<String> events = new HashSet<>();
      Set<String> judgedEvents = new HashSet<>();
      List<String> orphans = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select event_id::text, delivery_id::text from analytics.call_events"
                  + " union all select event_id::text, delivery_id::text from analytics.lead_touches"
                  + " union all select event_id::text, delivery_id::text from analytics.activity")) {
        while (rows.next()) {
          if (!events.add(rows.getString(1))) {
            orphans.add("event " + rows.getString(1) + " is in the views twice");
          }
          if (judged.test(rows.getString(2))) {
            judgedEvents.add(rows.getString(1));
          }
        }
      }
      for (Map.Entry<String, String> contradiction : CONTRADICTIONS.entrySet()) {
        try (ResultSet rows = statement.executeQuery(contradiction.getValue())) {
          while (rows.next()) {
            orphans.add(contradiction.getKey() + ": " + rows.getString(1));
          }
        }
      }
      return new Evidence.Tables(fates, events, judgedEvents, orphans);
    }
  }
}
