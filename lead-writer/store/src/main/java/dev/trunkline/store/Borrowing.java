package dev.trunkline.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Copies rows of our tables from one database into another; what is there already stays. */
final class Borrowing {

  private static final int PORTION = 500;

  private static final String OF_PERSONS =
      """
      app.lead_facts f join app.events t using (delivery_id, delivery_index, event_id, replay_id)
      where f.person = any(:persons)
      """;

  /** What rows hang on, by table: all that decides which of the events count, and the folds. */
  private static final Map<String, List<String>> HANGS_ON = new LinkedHashMap<>();

  static {
    String byDelivery = "t where t.delivery_id = any(:deliveries::uuid[])";
    String byEntity = "t where t.entity = any(:entities)";
    String byPerson = "t where t.person = any(:persons)";
    HANGS_ON.put("app.manifests", List.of("app.manifests " + byDelivery));
    HANGS_ON.put("app.erased_elements", List.of("app.erased_elements " + byDelivery));
    HANGS_ON.put(
        "app.events",
        List.of("app.events " + byDelivery, "app.events " + byEntity + " and t.live", OF_PERSONS));
    HANGS_ON.put("app.calls", List.of("app.calls t where t.call_id = any(:entities)"));
    HANGS_ON.put("app.conversations", List.of("app.conversations " + byEntity));
    HANGS_ON.put("app.recordings", List.of("app.recordings " + byEntity));
    HANGS_ON.put("app.leads", List.of("app.leads " + byPerson));
    HANGS_ON.put("app.lead_facts", List.of("app.lead_facts " + byPerson));
    HANGS_ON.put("app.lead_keys", List.of("app.lead_keys " + byPerson));
    HANGS_ON.put(
        "app.fold_nodes",
        List.of(
            "app.fold_nodes " + byEntity + " and t.kind <> 'lead'",
            "app.fold_nodes t where t.entity = any(:persons::text[]) and t.kind = 'lead'"));
  }

  private final Handle from;
  private final Jdbi to;

  Borrowing(Handle from, Jdbi to) {
    this.from = from;
    this.to = to;
  }

  /** What the rows of everything depend on: which numbers are ours, and who is kept away. */
  void settings() {
    String[] months =
        from.createQuery(
                """
                select substring(c.relname from '^events_(\\d{4}_\\d{2})$')
                from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'app.events'::regclass and c.relname ~ '^events_\\d{4}_\\d{2}$'
                """)
            .mapTo(String.class)
            .list()
            .toArray(String[]::new);
    to.useHandle(
        handle ->
            handle
                .createQuery(
                    "select app.make_month(to_date(month, 'YYYY_MM'))::text from unnest(:months) as m(month)")
                .bind("months", months)
                .mapTo(String.class)
                .list());
    copy("app.guards", from.createQuery("select to_jsonb(t)::text from app.guards t"));
    copy("app.numbers", from.createQuery("select to_jsonb(t)::text from app.numbers t"));
    to.useHandle(handle -> handle.execute("delete from app.masking"));
    copy("app.masking", from.createQuery("select to_jsonb(t)::text from app.masking t"));
    copy("app.suppressed", from.createQuery("select to_jsonb(t)::text from app.suppressed t"));
  }

  /** What these hang on. */
  void copy(Neighbours neighbours) {
    HANGS_ON.forEach(
        (table, wheres) ->
            wheres.forEach(
                where ->
                    copy(
                        table,
                        neighbours.bind(
                            from.createQuery("select to_jsonb(t)::text from " + where)))));
  }

  private void copy(String table, Query rows) {
    List<String> portion = new ArrayList<>(PORTION);
    rows.setFetchSize(PORTION)
        .mapTo(String.class)
        .useIterator(
            each ->
                each.forEachRemaining(
                    row -> {
                      portion.add(row);
                      if (portion.size() == PORTION) {
                        insert(table, portion);
                      }
                    }));
    if (!portion.isEmpty()) {
      insert(table, portion);
    }
  }

  private void insert(String table, List<String> rows) {
    to.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into %1$s select * from jsonb_populate_recordset(null::%1$s, :rows::jsonb) on conflict do nothing"
                        .formatted(table))
                .bind("rows", "[" + String.join(",", rows) + "]")
                .execute());
    rows.clear();
  }
}
