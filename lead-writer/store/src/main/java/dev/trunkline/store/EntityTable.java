package dev.trunkline.store;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.LeadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The tables of folded rows, in the order in which every transaction takes their locks. Statements
 * are made of our own schemas' names alone.
 */
enum EntityTable {
  CALLS(EventKind.CALL, "call_id", "text", List.of()),
  CONVERSATIONS(EventKind.CONVERSATION, "entity", "text", List.of()),
  RECORDINGS(EventKind.RECORDING, "entity", "text", List.of("state")),
  /** Its key is the person; what a lead event's entity is in the log is not what it is here. */
  LEADS(EventKind.LEAD, "person", "bigint", List.of("lead_id", "first_event_id", "first_source"));

  /** The log's entity of what tells of none: an announcement. */
  static final String NONE = "";

  private final EventKind kind;
  private final String key;
  private final String claim;
  private final String update;
  private final String delete;
  private final String counts;

  EntityTable(EventKind kind, String key, String type, List<String> own) {
    this.kind = kind;
    this.key = key;
    List<String> columns = new ArrayList<>(own);
    columns.addAll(List.of("source", "vendor", "is_test", "occurred_at"));
    columns.addAll(List.of("first_seen_at", "changed_at", "event_count"));
    EventSchema.of(kind).business().keySet().stream()
        .filter(field -> !field.equals(key))
        .forEach(columns::add);
    String table = "app." + name().toLowerCase(Locale.ROOT);
    String names = String.join(", ", columns);
    String rows = "jsonb_populate_recordset(null::" + table + ", :rows::jsonb) r";
    // Inserts the row, or locks the one that is there: either way it is ours until the commit.
    this.claim =
        "insert into %1$s as t (%2$s, %3$s) select %2$s, %3$s from %4$s order by %2$s on conflict (%2$s) do update set %2$s = excluded.%2$s where false returning %2$s::text"
            .formatted(table, key, names, rows);
    // A row that stays the same is not written again: no dead tuple, no WAL.
    this.update =
        "update %1$s t set (%3$s) = row(%4$s) from %5$s where t.%2$s = r.%2$s and (%6$s) is distinct from (%4$s)"
            .formatted(table, key, names, prefixed("r.", columns), rows, prefixed("t.", columns));
    this.delete = "delete from %1$s where %2$s = any(:keys::%3$s[])".formatted(table, key, type);
    this.counts =
        "select %2$s::text as key, coalesce(event_count, 0) as events from %1$s where %2$s = any(:keys::%3$s[])"
            .formatted(table, key, type);
  }

  private static String prefixed(String prefix, List<String> columns) {
    return columns.stream().map(column -> prefix + column).collect(Collectors.joining(", "));
  }

  EventKind kind() {
    return kind;
  }

  /** The key column. */
  String key() {
    return key;
  }

  /** Parameter {@code rows}; returns the keys that had no row. */
  String claim() {
    return claim;
  }

  /** Parameter {@code rows}; counts the rows that changed. */
  String update() {
    return update;
  }

  /** Parameter {@code keys}. */
  String delete() {
    return delete;
  }

  /** Parameter {@code keys}; gives of each row its key and of how many events it is the fold. */
  String counts() {
    return counts;
  }

  /** Whether such events are folded into rows of this table. */
  boolean holds(EventKind kind, String entity) {
    return kind == this.kind && !entity.equals(NONE);
  }

  /** Whether such events are only listed: activity, announcements. */
  static boolean isRowless(EventKind kind, String entity) {
    return kind == EventKind.ACTIVITY || entity.equals(NONE);
  }

  /** What the log calls the entity of an event; {@link #NONE} for an announcement. */
  static String entity(CanonicalEvent event) {
    if (event.eventType().isNotification()) {
      return NONE;
    }
    String entity = event.entity();
    if (entity != null) {
      return entity;
    }
    // A lead that is told without id and phone is a person of its own, even within one delivery.
    return event instanceof LeadEvent ? event.deliveryId() + "/" + event.deliveryIndex() : NONE;
  }
}
