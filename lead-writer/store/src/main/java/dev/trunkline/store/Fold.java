package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import dev.trunkline.canonical.FieldType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The row that a set of live events of one entity tells of: a pure function of the set, whatever
 * its order and however often an event is in it (P4). The rules: architecture, Fold; what {@link
 * Unit#worth} adds to them: this module's README.
 */
final class Fold {

  private static final Map<EventKind, List<Unit>> UNITS = new EnumMap<>(EventKind.class);

  static {
    for (EventKind kind : EventKind.values()) {
      UNITS.put(kind, Unit.of(EventSchema.of(kind)));
    }
  }

  private Fold() {}

  /**
   * The row by column names, without its key; what nobody told is left out.
   *
   * @param live at least one event, all of one entity
   */
  static ObjectNode row(EventKind kind, Collection<LoggedEvent> live) {
    List<LoggedEvent> events = distinct(live);
    return row(kind, events, events.size());
  }

  /**
   * The row of many events, of which only the witnesses are at hand.
   *
   * @param witnesses at least those of all the events; distinct
   * @param count of all the events
   */
  static ObjectNode row(EventKind kind, List<LoggedEvent> witnesses, int count) {
    List<LoggedEvent> events = sorted(witnesses);
    ObjectNode row = EventJson.mapper().createObjectNode();
    for (Unit unit : UNITS.getOrDefault(kind, List.of())) {
      LoggedEvent winner = winner(unit, events);
      if (winner != null) {
        for (Field field : unit.fields()) {
          copy(winner.body(), row, field.name());
          if (field.type() == FieldType.INSTANT && row.has(field.name())) {
            // Postgres would round what it cannot keep.
            Instant told = Instant.parse(row.get(field.name()).asString());
            row.put(field.name(), LoggedEvent.micros(told).toString());
          }
        }
      }
    }
    for (LoggedEvent event : events) {
      copy(event.body(), row, "is_test");
    }
    LoggedEvent latest = events.getLast();
    LoggedEvent first = Collections.min(events, LoggedEvent.SEEN);
    row.put("source", latest.source());
    copy(latest.body(), row, "vendor");
    row.put("occurred_at", latest.occurredAt().toString());
    row.put("first_seen_at", first.receivedAt().toString());
    row.put("changed_at", Collections.max(events, LoggedEvent.SEEN).receivedAt().toString());
    row.put("event_count", count);
    if (kind == EventKind.LEAD) {
      row.put("first_event_id", first.id());
      row.put("first_source", first.source());
      row.put("lead_id", LeadId.of(first.id()));
    }
    if (kind == EventKind.RECORDING) {
      row.put("state", RecordingState.of(events).wire());
    }
    return row;
  }

  /**
   * Which event each column's value comes from, by column; columns that nobody told are left out.
   *
   * @param live at least one event, all of one entity
   */
  static Map<String, LoggedEvent> origins(EventKind kind, Collection<LoggedEvent> live) {
    List<LoggedEvent> events = sorted(distinct(live));
    Map<String, LoggedEvent> origins = new LinkedHashMap<>();
    for (Unit unit : UNITS.getOrDefault(kind, List.of())) {
      LoggedEvent winner = winner(unit, events);
      if (winner != null) {
        for (Field field : unit.fields()) {
          if (winner.text(field.name()) != null) {
            origins.put(field.name(), winner);
          }
        }
      }
    }
    return origins;
  }

  /**
   * Those events that decide the row: folding them alone gives the same row, and so does folding
   * them with any further events.
   *
   * @param events at least one, distinct
   */
  static List<LoggedEvent> witnesses(EventKind kind, Collection<LoggedEvent> events) {
    List<LoggedEvent> ascending = sorted(events);
    Map<String, LoggedEvent> witnesses = new LinkedHashMap<>();
    for (Unit unit : UNITS.getOrDefault(kind, List.of())) {
      LoggedEvent winner = winner(unit, ascending);
      if (winner != null) {
        witnesses.put(winner.id(), winner);
      }
    }
    for (LoggedEvent event : ascending.reversed()) {
      if (event.body().has("is_test")) {
        witnesses.put(event.id(), event);
        break;
      }
    }
    List<LoggedEvent> ends = new ArrayList<>();
    ends.add(ascending.getLast());
    ends.add(Collections.min(ascending, LoggedEvent.SEEN));
    ends.add(Collections.max(ascending, LoggedEvent.SEEN));
    if (kind == EventKind.RECORDING) {
      ends.add(RecordingState.decisive(ascending));
    }
    ends.forEach(event -> witnesses.put(event.id(), event));
    return List.copyOf(witnesses.values());
  }

  private static List<LoggedEvent> sorted(Collection<LoggedEvent> events) {
    List<LoggedEvent> ascending = new ArrayList<>(events);
    ascending.sort(LoggedEvent.ORDER);
    return ascending;
  }

  /** One of each event_id: of copies the least receipt counts. */
  static List<LoggedEvent> distinct(Collection<LoggedEvent> live) {
    Map<String, LoggedEvent> byId = new HashMap<>();
    for (LoggedEvent event : live) {
      byId.merge(event.id(), event, (a, b) -> LoggedEvent.RECEIPT.compare(a, b) <= 0 ? a : b);
    }
    return new ArrayList<>(byId.values());
  }

  /** The event of the greatest worth, among equals the latest; null where none has a value. */
  private static @Nullable LoggedEvent winner(Unit unit, List<LoggedEvent> ascending) {
    LoggedEvent winner = null;
    int best = 1;
    for (LoggedEvent event : ascending) {
      int worth = unit.worth(event.body());
      if (worth >= best) {
        winner = event;
        best = worth;
      }
    }
    return winner;
  }

  private static void copy(JsonNode from, ObjectNode to, String field) {
    JsonNode value = from.get(field);
    if (value != null && !value.isNull()) {
      to.set(field, value);
    }
  }
}
