package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every row of every view of the contract, without the replay that brought it there.
 *
 * @param rows sorted, by view
 */
record Digest(Map<String, List<String>> rows) {

  /** Ages: by the clock, not by what was told. */
  private static final Set<String> CLOCKS = Set.of("freshness");

  static Digest of(String jdbcUrl) throws SQLException {
    Map<String, List<String>> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      for (String view :
          texts(
              statement,
              "select table_name from information_schema.views where table_schema = 'analytics'")) {
        if (!CLOCKS.contains(view)) {
          List<String> of =
              texts(
                  statement,
                  "select (to_jsonb(v) - 'replay_id')::text from analytics." + view + " v");
          of.sort(null);
          rows.put(view, of);
        }
      }
    }
    return new Digest(rows);
  }

  private static List<String> texts(Statement statement, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        texts.add(result.getString(1));
      }
    }
    return texts;
  }

  /** Fails, showing the first rows that differ, unless all are equal. */
  void assertEquals(Digest expected) {
    assertThat(rows.keySet()).isEqualTo(expected.rows.keySet());
    rows.forEach(
        (view, of) -> {
          List<String> wanted = expected.rows.getOrDefault(view, List.of());
          assertThat(first(of, wanted)).as("only here, in " + view).isEmpty();
          assertThat(first(wanted, of)).as("missing here, in " + view).isEmpty();
          assertThat(of).as(view).hasSameSizeAs(wanted);
        });
  }

  private static List<String> first(List<String> rows, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return rows.stream().filter(row -> !known.contains(row)).limit(3).toList();
  }

  /** Views in which something differs. */
  Set<String> differing(Digest other) {
    Set<String> views = new HashSet<>(rows.keySet());
    views.removeIf(view -> rows.get(view).equals(other.rows.get(view)));
    return views;
  }
}
