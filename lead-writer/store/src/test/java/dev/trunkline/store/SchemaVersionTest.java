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
                    values (1000, '100', 'hundred', 'SQL', 'V100__hundred.sql', 'newer', 1, true),
                      (1001, '70', 'seventy', 'SQL', 'V70__seventy.sql', 'newer', 1, true),
                      (1002, '80', 'failed', 'SQL', 'V80__failed.sql', 'newer', 1, false)
                    """));

    // when
    SchemaVersion version;
    try (Connection connection = database.dataSource().getConnection()) {
      version = SchemaVersion.of(connection);
    }

    // then
    assertThat(version)
        .isEqualTo(new SchemaVersion(Migrations.VERSIONS.getLast(), List.of("70", "100")));
    assertThat(version.isNewer()).isTrue();
  }
}
