package dev.trunkline.store;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The migrations that this program has, as Flyway runs them. */
final class Migrations {

  /** Their versions, ascending; repeatable ones have none. */
  static final List<String> VERSIONS = List.of("1", "2", "3", "4", "5", "6", "7", "8");

  private Migrations() {}

  /** For this database; waits about a minute for one that is away. */
  static Flyway of(DataSource dataSource) {
    return Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/store")
        .javaMigrations(new SchemaComments(), new MaskedViews())
        .defaultSchema("app")
        .schemas("app", "analytics")
        .connectRetries(6)
        .load();
  }
}
