package dev.trunkline.store;

import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Database;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** A migrated database of its own, and a look into it. */
record TestDatabase(Database database, DataSource dataSource, Store store, Jdbi jdbi) {

  static TestDatabase fresh() {
    Database database = Backbone.shared().freshDatabase();
    DataSource dataSource = database.pool();
    Store.migrate(dataSource);
    return new TestDatabase(database, dataSource, new Store(dataSource), Jdbi.create(dataSource));
  }

  Written write(List<Told> events) {
    return store.write(new Batch(events, List.of()));
  }

  List<Map<String, Object>> query(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapToMap().list());
  }

  /** Every view as text, in order: what must be equal after equal histories. */
  List<String> views() {
    return List.of(
            "calls",
            "leads",
            "lead_touches",
            "lead_sources",
            "lead_aliases",
            "interactions",
            "agents",
            "recordings",
            "conversations",
            "activity",
            "call_events",
            "deliveries",
            "sources")
        .stream()
        .flatMap(
            view ->
                query(
                    "select '"
                        + view
                        + " ' || to_jsonb(v)::text as row from analytics."
                        + view
                        + " v order by 1")
                    .stream())
        .map(row -> row.get("row").toString())
        .toList();
  }

  /** The views that a correction must restore, without the replay that brought them there. */
  List<String> facts() {
    return views().stream()
        .map(row -> row.replaceAll("\"replay_id\": (null|\"[^\"]*\")", ""))
        .toList();
  }

  void empty() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "truncate app.events, app.manifests, app.calls, app.leads, app.lead_facts, app.lead_keys, app.numbers, app.fold_nodes, app.conversations, app.recordings, app.payloads, app.pulled, app.reconciliations, app.dead_letters, app.sources, app.guards, app.known_agents, app.erasures, app.suppressed, app.erased_elements, app.erased_payloads"));
  }
}
