package dev.trunkline.store;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.LeadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables of folded rows, in the order in which every transaction takes their locks. Statements
 * are made of our own schemas' names alone.
 */
enum EntityTable {
  CALLS(EventKind.CALL, "call_id", List.of()),
  LEADS(EventKind.LEAD, "entity", List.of("lead_id", "first_event_id", "first_source")),
  CONVERSATIONS(EventKind.CONVERSATION, "entity", List.of());

  /** The log's entity of what tells of none: an announcement. */
  static final String NONE = "";

  private final EventKind kind;
  private final String key;
  private final String claim;
  private final String update;
  private final String delete;

  EntityTable(EventKind kind, String key, List<String> own) {
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
        "insert into %1$s as t (%2$s, %3$s) select %2$s, %3$s from %4$s order by %2$s on conflict (%2$s) do update set %2$s = excluded.%2$s where false returning %2$s"
            .formatted(table, key, names, rows);
    // A row that stays the same is not written again: no dead tuple, no WAL.
    this.update =
        "update %1$s t set (%3$s) = row(%4$s) from %5$s where t.%2$s = r.%2$s and (%6$s) is distinct from (%4$s)"
            .formatted(table, key, names, prefixed("r.", columns), rows, prefixed("t.", columns));
    this.delete = "delete from %1$s where %2$s = any(:keys)".formatted(table, key);
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

  /** The table that events of this kind are folded into, or null. */
  static @Nullable EntityTable of(EventKind kind) {
    return switch (kind) {
      case CALL -> CALLS;
      case LEAD -> LEADS;
      case CONVERSATION -> CONVERSATIONS;
      case ACTIVITY, RECORDING -> null;
    };
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
