package dev.trunkline.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Database;
import dev.trunkline.testbed.WithBackbone;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

@WithBackbone
class PostgresUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://ann:pw@db:5433/leads          | db      | 5433 | leads | ann   | pw",
        "postgres://ann:pw@db/leads                 | db      | 5432 | leads | ann   | pw",
        "postgresql://ann:p%40s%3As%2F%26@db/leads  | db      | 5432 | leads | ann   | p@s:s/&",
        "postgresql://a%3Ann:p+w@db/leads           | db      | 5432 | leads | a:nn  | p+w",
        "postgresql://ann:pw@lead_db:1/leads        | lead_db | 1    | leads | ann   | pw",
        "postgresql://ann:pw@[::1]:5/leads          | [::1]   | 5    | leads | ann   | pw",
      })
  void theDriverUnderstandsIt(
      String url, String host, String port, String database, String user, String password) {
    // when
    Properties read = Driver.parseURL(PostgresUrl.jdbc(url), new Properties());

    // then
    assertThat(read)
        .containsEntry("PGHOST", host)
        .containsEntry("PGPORT", port)
        .containsEntry("PGDBNAME", database)
        .containsEntry("user", user)
        .containsEntry("password", password);
  }

  @Test
  void whatStandsBehindTheQuestionMarkIsKept() {
    // when
    Properties read =
        Driver.parseURL(
            PostgresUrl.jdbc("postgresql://ann:pw@db/leads?sslmode=verify-full"), new Properties());

    // then
    assertThat(read).containsEntry("sslmode", "verify-full").containsEntry("password", "pw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/leads",
        "mysql://ann:geheim@db/leads",
        "postgresql://db/leads",
        "postgresql://ann@db/leads",
        "postgresql://ann:geheim@db",
        "postgresql://ann:geheim@/leads",
        "postgresql://ann:geheim x@db/leads",
        "postgresql://ann:geheim%zz@db/leads",
        "",
      })
  void anythingElseIsAWrongCallAndShowsNoPassword(String url) {
    // when
    CommandFailure failure =
        catchThrowableOfType(CommandFailure.class, () -> PostgresUrl.jdbc(url));

    // then
    assertThat(failure.exitCode()).isEqualTo(2);
    assertThat(failure)
        .hasMessage("--postgres wants postgresql://user:password@host:port/database");
  }

  @Test
  void oneConnectsWithIt(Backbone backbone, Database database) throws Exception {
    // given: as psql would take it
    String url =
        "%s://%s:%s@%s"
            .formatted(
                "postgresql",
                encoded(database.user()),
                encoded(database.password()),
                database.jdbcUrl().substring("jdbc:postgresql://".length()));

    // when, then
    try (var connection = DriverManager.getConnection(PostgresUrl.jdbc(url))) {
      assertThat(connection.isValid(5)).isTrue();
    }
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    PostgresUrl.jdbc(url.replace(":" + encoded(database.password()), ":wrong"))))
        .isInstanceOf(SQLException.class);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
