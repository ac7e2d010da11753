package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testbed.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Months come while others read, and a delivery whose id names none has its place, too. */
class MonthsTest {

  private static final long DAY = 86_400_000;

  private TestDatabase database;

  @BeforeEach
  void aDatabase() {
    database = TestDatabase.fresh();
  }

  @Test
  void aNewMonthWaitsForNobodyWhoReads() throws SQLException {
    // given: someone looks at all there is, and is not done yet
    Told told = second(40 * DAY).call("7", "call.completed");
    try (Connection reader = database.dataSource().getConnection()) {
      reader.setAutoCommit(false);
      for (String table : List.of("app.manifests", "analytics.call_events", "app.payloads")) {
        reader.createStatement().executeQuery("select count(*) from " + table);
      }

      // when
      Written written = impatient().write(new Batch(List.of(told), List.of()));

      // then
      assertThat(written.events()).isEqualTo(1);
    }
  }

  @Test
  void whatNamesNoSaneTimeIsWrittenAndFound() {
    // given
    String early = new UUID(0x7000, 0x8000_0000_0000_0001L).toString();
    String late = new UUID(0xffff_ffff_ffff_7000L, 0x8000_0000_0000_0001L).toString();

    // when
    for (String delivery : List.of(early, late)) {
      Story.At at = new Story.At(delivery, 0, 1, null);
      database.write(List.of(at.call(delivery, "call.completed")));
    }

    // then
    assertThat(database.query("select call_id from analytics.calls order by 1"))
        .extracting(row -> row.get("call_id"))
        .containsExactly("onecom/" + early, "onecom/" + late);
    assertThat(database.store().trace("onecom/" + late).events()).hasSize(1);
  }

  /** As the writer's connections are. */
  private Store impatient() {
    Database all = database.database();
    PGSimpleDataSource impatient = new PGSimpleDataSource();
    impatient.setUrl(all.jdbcUrl());
    impatient.setUser(all.user());
    impatient.setPassword(all.password());
    impatient.setOptions("-c lock_timeout=500ms");
    return new Store(impatient);
  }
}
