package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static dev.trunkline.store.Story.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of an earlier version becomes what it would be, had this version written it. */
class UpgradeTest {

  @Test
  void whatWasWrittenBeforePersonsIsSettledAnew(@TempDir Path scripts) throws IOException {
    // given
    TestDatabase now = TestDatabase.fresh();
    List<Told> told = new ArrayList<>();
    for (int n = 0; n < 1_500; n++) {
      told.add(second(n).call("c" + n % 700, "call.completed", "customer_phone", phone(n)));
      told.add(second(10_000 + n).lead("onecom", "vendor_lead_id", "l" + n, "phone", phone(n)));
    }
    // A redelivery of the first, and a correction of another.
    told.add(
        second(20_000)
            .call(
                "c0",
                "call.completed",
                "customer_phone",
                phone(0),
                "occurred_at",
                "2026-03-01T09:00:00Z"));
    told.add(
        second(20_001)
            .call(
                "c0",
                "call.completed",
                "customer_phone",
                phone(0),
                "occurred_at",
                "2026-03-01T09:00:00Z"));
    Story.At corrected = new Story.At(Story.delivery(3), 0, 3, Story.replay(1));
    for (int i = 0; i < told.size(); i += 100) {
      List<Told> some = told.subList(i, Math.min(told.size(), i + 100));
      now.store().write(new Batch(some, some.stream().map(one -> manifest(one)).toList()));
    }
    now.store().write(new Batch(List.of(), List.of(nothing(corrected, "onecom"))));

    // when
    TestDatabase old = earlier(scripts);
    copy(now, old, "app.manifests", "to_jsonb(t)");
    copy(now, old, "app.events", "to_jsonb(t) - 'told'");
    Store.migrate(old.dataSource());

    // then
    assertThat(old.views()).isEqualTo(now.views());
    assertThat(old.query("select * from app.unsettled")).isEmpty();
    assertThat(old.query("select tableoid::regclass::text as part from app.events group by 1"))
        .extracting(row -> row.get("part"))
        .containsExactly("app.events_2025_02");
  }

  private static String phone(int n) {
    return "+1202555%04d".formatted(n % 900);
  }

  /** A database as version 2 left it. */
  private static TestDatabase earlier(Path scripts) throws IOException {
    Database database = Backbone.shared().freshDatabase();
    DataSource dataSource = database.pool();
    for (String script : List.of("V1__tables.sql", "V2__settings_and_replays.sql")) {
      try (InputStream sql = Store.class.getResourceAsStream("/db/store/" + script)) {
        Files.write(scripts.resolve(script), sql.readAllBytes());
      }
    }
    Flyway.configure()
        .dataSource(dataSource)
        .locations("filesystem:" + scripts)
        .defaultSchema("app")
        .schemas("app", "analytics")
        .load()
        .migrate();
    return new TestDatabase(database, dataSource, new Store(dataSource), Jdbi.create(dataSource));
  }

  private static void copy(TestDatabase from, TestDatabase to, String table, String row) {
    String rows =
        from.query("select jsonb_agg(" + row + ")::text as rows from " + table + " t")
            .getFirst()
            .get("rows")
            .toString();
    to.jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "insert into %1$s select * from jsonb_populate_recordset(null::%1$s, :rows::jsonb)"
                            .formatted(table))
                    .bind("rows", rows)
                    .execute());
  }
}
