package dev.trunkline.allinone.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The peer: one multi-row upsert a batch into one bare table, from arrays, committed durably. No
 * log, no manifests, no order, no persons: what a hand-written consumer does.
 */
final class PlainUpsert {

  private static final String TABLE =
      "create table plain (call_id text primary key, %s)"
          .formatted(joined(column -> column.name() + " " + column.type(), ", "));

  private static final String UPSERT =
      "insert into plain as t (call_id, %s) select * from unnest(?::text[], %s) on conflict (call_id) do update set %s"
          .formatted(
              joined(PlainRow.Column::name, ", "),
              joined(column -> "?::" + column.type() + "[]", ", "),
              joined(
                  column -> "%1$s = coalesce(excluded.%1$s, t.%1$s)".formatted(column.name()),
                  ", "));

  private final DataSource dataSource;

  PlainUpsert(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  private static String joined(Function<PlainRow.Column, String> part, String between) {
    return PlainRow.COLUMNS.stream().map(part).collect(Collectors.joining(between));
  }

  void makeTable() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  void write(List<Sent> batch) throws SQLException {
    // Sorted, so that two writers take rows in one order.
    Map<String, PlainRow> byKey = new TreeMap<>();
    for (Sent sent : batch) {
      sent.items().forEach(item -> byKey.merge(item.row().key(), item.row(), PlainRow::then));
    }
    Collection<PlainRow> rows = byKey.values();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
        statement.setArray(
            1, connection.createArrayOf("text", rows.stream().map(PlainRow::key).toArray()));
        for (int i = 0; i < PlainRow.COLUMNS.size(); i++) {
          int at = i;
          statement.setArray(
              i + 2,
              connection.createArrayOf(
                  PlainRow.COLUMNS.get(i).type(),
                  rows.stream().map(row -> row.values().get(at)).toArray()));
        }
        statement.executeUpdate();
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  long count() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from plain")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
