package dev.trunkline.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for secrets in every column of a database that holds text. */
final class SecretColumns {

  private static final String COLUMNS =
      """
      select format('%I.%I', c.table_schema, c.table_name), format('%I', c.column_name),
             c.table_schema || '.' || c.table_name || '.' || c.column_name
        from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
       where t.table_type = 'BASE TABLE'
         and c.table_schema not in ('pg_catalog', 'information_schema')
         and (c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb')
              or (c.data_type = 'ARRAY' and c.udt_name in ('_text', '_varchar')))
         and has_column_privilege(format('%I.%I', c.table_schema, c.table_name),
                                  c.column_name, 'select')
       order by 1, 2
      """;

  private SecretColumns() {}

  private record Column(String table, String name, String shown) {}

  /**
   * Tells of what stands there. The values go as parameters, so that no statement holds one.
   *
   * @throws SQLException if the database cannot be asked
   */
  static void look(String jdbcUrl, Secrets secrets, Leaks leaks) throws SQLException {
    if (secrets.size() == 0) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      connection.setReadOnly(true);
      for (Column column : columns(connection)) {
        look(connection, column, secrets, leaks);
      }
    }
  }

  private static void look(Connection connection, Column column, Secrets secrets, Leaks leaks)
      throws SQLException {
    List<Map.Entry<String, String>> values = List.copyOf(secrets.values().entrySet());
    // Both parts are names that the database has quoted itself.
    String counts =
        String.join(
            ", ",
            values.stream()
                .map(v -> "count(*) filter (where strpos(" + column.name() + "::text, ?) > 0)")
                .toList());
    try (PreparedStatement statement =
        connection.prepareStatement("select " + counts + " from " + column.table())) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i).getValue());
      }
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        for (int i = 0; i < values.size(); i++) {
          if (result.getLong(i + 1) > 0) {
            leaks.found(
                Set.of(values.get(i).getKey()),
                result.getLong(i + 1) + " rows of column " + column.shown());
          }
        }
      }
    }
    leaks.looked(1);
  }

  private static List<Column> columns(Connection connection) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(COLUMNS)) {
      while (result.next()) {
        columns.add(new Column(result.getString(1), result.getString(2), result.getString(3)));
      }
    }
    return columns;
  }
}
