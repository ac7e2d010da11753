package dev.trunkline.writer;

import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.plumbing.assertion.StartCheck;
import dev.trunkline.store.SchemaVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the database as a connection of ours finds it: settings of the role and of the database
 * count.
 *
 * @param acceptLostCommits whether durability may be off; it is warned about all the same
 */
record PostgresCheck(DataSource dataSource, boolean acceptLostCommits) implements StartCheck {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresCheck.class);

  @Override
  public List<Finding> findings() {
    // First, because it is patient with a database that is away.
    SchemaVersion schema = SchemaVersion.of(dataSource);
    PostgresFacts found = new PostgresFacts(settings(), schema);
    List<Finding> findings = new ArrayList<>(PostgresDemands.meaning(found));
    List<Finding> durability = PostgresDemands.durability(found);
    if (acceptLostCommits) {
      durability.forEach(
          finding -> LOG.atWarn().addKeyValue("found", finding.what()).log("Commits may be lost"));
    } else {
      findings.addAll(durability);
    }
    return findings;
  }

  private Map<String, String> settings() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select name, setting from pg_settings")) {
      Map<String, String> settings = new HashMap<>();
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getString(2));
      }
      return settings;
    } catch (SQLException e) {
      throw new IllegalStateException("Postgres could not be asked for its settings", e);
    }
  }
}
