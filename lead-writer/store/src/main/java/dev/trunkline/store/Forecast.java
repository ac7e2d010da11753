package dev.trunkline.store;

import java.util.Locale;

/**
 * The views whose rows a replay may change, and the questions about them: {@code rehearsal.<view>}
 * has them as they are, our own tables as they will be. What changes with every reading, and what
 * is private, is left out.
 */
enum Forecast {
  CALLS("app.calls", "t.call_id", "to_jsonb(t) - 'event_count'", "t.call_id", "text"),
  LEADS(
      "app.leads",
      "t.lead_id::text",
      "to_jsonb(t) - '{person,event_count,first_event_id}'::text[]",
      "t.lead_id",
      "uuid"),
  CONVERSATIONS("app.conversations", "t.entity", "to_jsonb(t) - 'event_count'", "t.entity", "text"),
  ACTIVITY(
      "analytics.activity",
      "t.event_id::text",
      "to_jsonb(t) - 'definition_hash'",
      "t.event_id",
      "uuid"),
  RECORDINGS("app.recordings", "t.entity", "to_jsonb(t) - 'event_count'", "t.entity", "text");

  private final String all;
  private final String named;
  private final String both;

  Forecast(String table, String key, String row, String column, String type) {
    this.all = "select %s as key, %s as row from %s t".formatted(key, row, table);
    this.named =
        "select key, md5(row::text) as digest from (%s where %s = any(:keys::%s[])) t"
            .formatted(all, column, type);
    this.both = "from rehearsal.%s b full join (%s) a using (key)".formatted(view(), all);
  }

  /** Its name in the contract. */
  String view() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Keeps the rows as they are now. */
  String keep() {
    return "create table rehearsal." + view() + " as " + all;
  }

  /** The rows of parameter {@code keys}: {@code key} and {@code digest}. */
  String named() {
    return named;
  }

  /** Every row's {@code key}, and its {@code digest} as it will be; null: it will be gone. */
  String ends() {
    return "select key, md5(a.row::text) as digest " + both;
  }

  /** How many rows are {@code added}, {@code changed}, {@code unchanged} and {@code removed}. */
  String counts() {
    return """
        select count(*) filter (where b.key is null) as added,
          count(*) filter (where b.row <> a.row) as changed,
          count(*) filter (where b.row = a.row) as unchanged,
          count(*) filter (where a.key is null) as removed
        """
        + both;
  }

  /** Of the changed rows how many have another value, by column: {@code name} and {@code rows}. */
  String fields() {
    return "select k.name, count(*) as rows "
        + both
        + """
         cross join lateral jsonb_object_keys(b.row || a.row) as k(name)
        where b.row <> a.row and b.row->k.name is distinct from a.row->k.name
        group by 1 order by 2 desc, 1
        """;
  }

  /** {@code key}, {@code before} and {@code after} of at most {@code samples} of each sort. */
  String samples() {
    String some = "(select key, b.row::text as before, a.row::text as after " + both + " where ";
    String end = " order by key limit :samples)";
    return some
        + "b.row <> a.row"
        + end
        + " union all "
        + some
        + "b.key is null"
        + end
        + " union all "
        + some
        + "a.key is null"
        + end;
  }
}
