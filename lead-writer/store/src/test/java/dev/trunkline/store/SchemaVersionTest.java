package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testbed.Backbone;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

class SchemaVersionTest {

  @Test
  void theVersionsThatWeKnowAreThoseThatWeMake() {
    TestDatabase database = TestDatabase.fresh();

    assertThat(
            Arrays.stream(Migrations.of(database.dataSource()).info().all())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .map(Object::toString))
        .containsExactlyElementsOf(Migrations.VERSIONS);
  }

  @Test
  void neitherAnEmptyDatabaseNorOurOwnIsForeign() throws Exception {
    try (Connection empty = Backbone.shared().freshDatabase().connect();
        Connection ours = TestDatabase.fresh().dataSource().getConnection()) {
      assertThat(SchemaVersion.of(empty).foreign()).isEmpty();
      assertThat(SchemaVersion.of(ours).foreign()).isEmpty();
    }
  }

  @Test
  void versionsThatOthersMadeAreForeignInTheirOrder() throws Exception {
    // given
    TestDatabase database = TestDatabase.fresh();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into app.flyway_schema_history
                      (installed_rank, version, description, type, script, installed_by,
                       execution_time, success)
                    values (1000, '10', 'ten', 'SQL', 'V10__ten.sql', 'newer', 1, true),
                      (1001, '7', 'seven', 'SQL', 'V7__seven.sql', 'newer', 1, true),
                      (1002, '8', 'failed', 'SQL', 'V8__failed.sql', 'newer', 1, false)
                    """));

    // when
    SchemaVersion version;
    try (Connection connection = database.dataSource().getConnection()) {
      version = SchemaVersion.of(connection);
    }

    // then
    assertThat(version).isEqualTo(new SchemaVersion("6", List.of("7", "10")));
    assertThat(version.isNewer()).isTrue();
  }
}
