package dev.trunkline.allinone;

import dev.trunkline.workbench.RunningSystem;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The demo's table of what arrived: what was sent in this run beside what the views show in all.
 */
final class DemoTable {

  private static final String FATES =
      """
      select count(*) filter (where fate = 'canonical'),
             count(*) filter (where fate = 'duplicate'),
             count(*) filter (where fate = 'ignored'),
             count(*) filter (where fate = 'dead'),
             (select count(*) from analytics.calls c where c.source = d.source),
             (select count(*) from analytics.leads l where l.first_source = d.source)
      from analytics.deliveries d where source = ? group by source
      """;

  private DemoTable() {}

  private static void recordings(RunningSystem system, PrintStream out) throws SQLException {
    try (Connection connection = DriverManager.getConnection(system.jdbcUrl());
        PreparedStatement select =
            connection.prepareStatement(
                "select status, count(*) from analytics.recordings group by status order by status");
        ResultSet row = select.executeQuery()) {
      StringJoiner counts = new StringJoiner(", ");
      while (row.next()) {
        counts.add(row.getLong(2) + " " + row.getString(1));
      }
      out.println("recordings: " + counts);
    }
  }

  static void print(RunningSystem system, Map<String, DemoTraffic.Tally> tallies, PrintStream out)
      throws SQLException {
    out.printf(
        "%n%-14s | %5s %5s %7s | %9s %9s %7s %5s | %6s %6s%n",
        "source",
        "sent",
        "kept",
        "refused",
        "canonical",
        "duplicate",
        "ignored",
        "dead",
        "calls",
        "leads");
    try (Connection connection = DriverManager.getConnection(system.jdbcUrl());
        PreparedStatement select = connection.prepareStatement(FATES)) {
      for (Map.Entry<String, DemoTraffic.Tally> source : new TreeMap<>(tallies).entrySet()) {
        select.setString(1, source.getKey());
        try (ResultSet row = select.executeQuery()) {
          boolean any = row.next();
          out.printf(
              "%-14s | %5d %5d %7d | %9d %9d %7d %5d | %6d %6d%n",
              source.getKey(),
              source.getValue().sent(),
              source.getValue().kept(),
              source.getValue().refused(),
              any ? row.getLong(1) : 0,
              any ? row.getLong(2) : 0,
              any ? row.getLong(3) : 0,
              any ? row.getLong(4) : 0,
              any ? row.getLong(5) : 0,
              any ? row.getLong(6) : 0);
        }
      }
    }
    recordings(system, out);
    out.println("(sent, kept and refused: this run; the rest: all of this data folder)\n");
  }
}
