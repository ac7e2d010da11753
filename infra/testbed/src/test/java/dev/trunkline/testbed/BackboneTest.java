package dev.trunkline.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithBackbone
class BackboneTest {

  @Test
  void whatIsProducedIsReadToTheEnd(Backbone backbone, Kafka kafka) {
    // given
    String topic = backbone.unique("produced");
    kafka.create(topic, 3);
    for (int i = 0; i < 50; i++) {
      kafka.produce(topic, "key-" + i, Integer.toString(i));
    }

    // when
    var records = kafka.readAll(topic);

    // then
    assertThat(records)
        .extracting(record -> Integer.parseInt(new String(record.value(), UTF_8)))
        .doesNotHaveDuplicates()
        .hasSize(50);
  }

  @Test
  void aRecordIsAwaitedByItsHeader(Backbone backbone, Kafka kafka) {
    // given
    String topic = backbone.unique("awaited");
    kafka.create(topic, 1);
    Thread.startVirtualThread(
        () -> kafka.produce(topic, null, "x".getBytes(UTF_8), Map.of("source", "onecom")));

    // when
    var record = kafka.await(topic, r -> "onecom".equals(Kafka.header(r, "source")));

    // then
    assertThat(record.value()).asString(UTF_8).isEqualTo("x");
  }

  @Test
  void aTopicThatNobodyMadeDoesNotAppear(Backbone backbone, Kafka kafka) {
    assertThatThrownBy(() -> kafka.readAll(backbone.unique("unmade")))
        .hasMessageStartingWith("there is no topic unmade");
  }

  @Test
  void databasesAreSeparateAndTheirOwnerIsNoSuperuser(Backbone backbone) throws SQLException {
    // given
    Database one = backbone.freshDatabase();
    Database other = backbone.freshDatabase();

    // when
    try (Connection connection = one.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema app create table t (id int)");
    }

    // then
    assertThat(value(one, "select count(*) from pg_tables where schemaname = 'app'"))
        .isEqualTo("1");
    assertThat(value(other, "select count(*) from pg_tables where schemaname = 'app'"))
        .isEqualTo("0");
    assertThat(value(one, "select rolsuper from pg_roles where rolname = current_user"))
        .isEqualTo("f");
  }

  @Test
  void aClassKeepsItsDatabase(Database one, Database same) {
    assertThat(one).isEqualTo(same);
  }

  private static String value(Database database, String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
