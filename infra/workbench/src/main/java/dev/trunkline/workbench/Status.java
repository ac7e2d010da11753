package dev.trunkline.workbench;

import dev.trunkline.load.Behind;
import dev.trunkline.load.Stages;
import dev.trunkline.store.LetterScope;
import dev.trunkline.store.Letters;
import dev.trunkline.store.Store;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code status} shows; the JSON has the same names. */
record Status(
    String health,
    URI gateway,
    Map<String, Stage> stages,
    List<Unfinished> unfinished,
    List<Map<String, Object>> sources,
    List<PollStatus> pulls,
    List<SourceState> watch,
    Letters.Open deadLetters) {

  private static final Logger LOG = LoggerFactory.getLogger(Status.class);

  /** One stage: what it has not read yet, and for how long the oldest of it has been waiting. */
  record Stage(double secondsBehind, long recordsBehind) {}

  /** How a system is now. */
  static Status of(RunningSystem system, Clock clock) throws SQLException, InterruptedException {
    HealthPage health = HealthPage.of(system.workbench());
    try (Connection connection = DriverManager.getConnection(system.jdbcUrl())) {
      return new Status(
          health.status(),
          system.gateway(),
          stages(system, clock),
          Unfinished.of(health, connection),
          sources(connection),
          PollStatus.all(system.kafkaClients(), clock.instant()),
          SourceLines.of(system),
          deadLetters(system));
    }
  }

  /** What waits for somebody to look at it. */
  private static Letters.Open deadLetters(RunningSystem system) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(system.jdbcUrl());
    Letters letters = new Store(database).letters();
    try {
      var unused = letters.settle();
    } catch (JdbiException e) {
      // Who may only read sees what others have found.
      LOG.debug("letters are not settled", e);
    }
    return letters.open(LetterScope.ALL);
  }

  boolean isHealthy() {
    return "UP".equals(health);
  }

  private static Map<String, Stage> stages(RunningSystem system, Clock clock) {
    Map<String, Stage> stages = new LinkedHashMap<>();
    try (Admin admin = Admin.create(system.kafkaClients().common())) {
      Stages.of(admin)
          .forEach(
              (group, topics) -> {
                Behind behind = Behind.of(system.kafkaClients(), admin, group, topics, clock);
                stages.put(group, new Stage(behind.oldest().toMillis() / 1000.0, behind.records()));
              });
    }
    return stages;
  }

  private static List<Map<String, Object>> sources(Connection connection) throws SQLException {
    List<Map<String, Object>> sources = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select source, deliveries, calls, leads_touched, last_delivery_at::text"
                    + " from analytics.sources order by source")) {
      while (rows.next()) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("source", rows.getString(1));
        source.put("deliveries", rows.getLong(2));
        source.put("calls", rows.getLong(3));
        source.put("leads_touched", rows.getLong(4));
        source.put("last_delivery_at", String.valueOf(rows.getString(5)));
        sources.add(source);
      }
    }
    return sources;
  }
}
