package dev.trunkline.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.PlumbingConfiguration;
import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.plumbing.assertion.Mismatch;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Database;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The writer on a real database that was made unfit, and on topics that were. */
@WithBackbone
class RefusedStartTest {

  private static final Duration WEEK = Duration.ofDays(7);

  private final Backbone backbone;
  private final Kafka kafka;

  RefusedStartTest(Backbone backbone, Kafka kafka) {
    this.backbone = backbone;
    this.kafka = kafka;
  }

  @Test
  void aDatabaseThatForgetsCommitsIsRefusedUnlessThatIsAccepted() {
    // given
    Database database = backbone.freshDatabase();
    alter(database, "set synchronous_commit = off");

    // when, then
    assertThat(refused(database)).containsExactly("Postgres has synchronous_commit=off, not on");
    assertThat(check(database, true)).isEmpty();
  }

  @Test
  void backslashesThatMeanSomethingElseAreRefused() {
    // given
    Database database = backbone.freshDatabase();
    alter(database, "set standard_conforming_strings = off");

    // when, then
    assertThat(refused(database))
        .containsExactly("Postgres has standard_conforming_strings=off, not on");
  }

  @Test
  void aDatabaseOfAnotherEncodingIsRefused() {
    // given
    Database database =
        backbone.freshDatabase(
            "encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0");

    // when, then
    assertThat(refused(database))
        .containsExactly("Postgres has server_encoding=SQL_ASCII, not UTF8");
  }

  @Test
  void aSchemaOfANewerProgramIsRefused() {
    // given
    Database database = backbone.freshDatabase();
    start(database, List.of());
    run(
        database,
        """
        insert into app.flyway_schema_history
          (installed_rank, version, description, type, script, checksum, installed_by,
           execution_time, success)
        values (1000, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 1, 'newer', 1, true)
        """);

    // when, then
    assertThat(refused(database))
        .singleElement()
        .satisfies(
            what ->
                assertThat(what)
                    .startsWith("the database's schema has had version 999, this program knows "));
  }

  @Test
  void whatIsWrongWithKafkaAndWithPostgresIsToldAtOnceAndNothingIsMade() {
    // given
    Database database = backbone.freshDatabase();
    alter(database, "set synchronous_commit = off");
    Topic wrong = new Topic(backbone.unique("wrong"), 1, WEEK);
    kafka.create(wrong.name(), 2, wrong.config());

    // when
    List<String> findings = refused(database, List.of(wrong));

    // then
    assertThat(findings)
        .containsExactlyInAnyOrder(
            "topic %s has 2 partitions, not 1".formatted(wrong.name()),
            "Postgres has synchronous_commit=off, not on");
    assertThatCode(() -> run(database, "create schema app"))
        .as("no migration ran")
        .doesNotThrowAnyException();
  }

  @Test
  void whereAllIsWellItRuns() {
    Database database = backbone.freshDatabase();

    assertThatCode(() -> start(database, List.of())).doesNotThrowAnyException();
    assertThatCode(() -> start(database, List.of()))
        .as("on its own schema")
        .doesNotThrowAnyException();
  }

  private static List<Finding> check(Database database, boolean acceptLostCommits) {
    return new PostgresCheck(
            WriterDatabase.unlimited(
                new DatabaseSettings(database.jdbcUrl(), database.user(), database.password())),
            acceptLostCommits)
        .findings();
  }

  private List<String> refused(Database database) {
    return refused(database, List.of());
  }

  private List<String> refused(Database database, List<Topic> topics) {
    Throwable thrown = catchThrowable(() -> start(database, topics));
    while (thrown != null && !(thrown instanceof Mismatch)) {
      thrown = thrown.getCause();
    }
    assertThat(thrown).isInstanceOf(Mismatch.class);
    return ((Mismatch) thrown).findings().stream().map(Finding::what).toList();
  }

  private void start(Database database, List<Topic> topics) {
    List<Topic> all = new ArrayList<>(Topics.all(List.of("onecom")));
    all.addAll(topics);
    new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .registerShutdownHook(false)
        .properties(
            "spring.kafka.bootstrap-servers=" + backbone.bootstrapServers(),
            "trunkline.kafka.replication=1",
            "spring.datasource.url=" + database.jdbcUrl(),
            "spring.datasource.username=" + database.user(),
            "spring.datasource.password=" + database.password())
        .initializers(
            starting -> starting.getBeanFactory().registerSingleton("wanted", new Wanted(all)))
        .run()
        .close();
  }

  private static void alter(Database database, String change) {
    String name = database.jdbcUrl().replaceAll(".*/([^/?]+).*", "$1");
    run(database, "alter database %s %s".formatted(name, change));
  }

  private static void run(Database database, String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private record Wanted(List<Topic> topics) {}

  @Configuration(proxyBeanMethods = false)
  @Import({PlumbingConfiguration.class, WriterConfiguration.class})
  static class Application {

    @Bean
    List<Topic> topics(Wanted wanted) {
      return wanted.topics();
    }

    @Bean
    List<SourceSettings> sources() {
      return List.of();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }
}
