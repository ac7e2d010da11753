package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads the distinct events that count, of one entity or of one person. */
final class Facts {

  private static final String OF_ENTITY =
      "app.events e where e.entity = any(:entities) and e.kind = :kind and e.told";
  private static final String OF_PERSON =
      """
      app.lead_facts f
      join app.events e using (delivery_id, delivery_index, event_id, replay_id)
      where f.person = any(:entities::bigint[]) and :kind = 'lead'
      """;

  private final Handle handle;
  private final EventKind kind;
  private final String entity;
  private final String from;
  private final String event;

  Facts(Handle handle, EventKind kind) {
    this.handle = handle;
    this.kind = kind;
    boolean persons = kind == EventKind.LEAD;
    this.entity = persons ? "f.person::text" : "e.entity";
    this.event = persons ? "f.event_id" : "e.event_id";
    this.from = persons ? OF_PERSON : OF_ENTITY;
  }

  /** All events of entities that have few. */
  Map<String, List<LoggedEvent>> of(Collection<String> entities) {
    Map<String, List<LoggedEvent>> events = new HashMap<>();
    handle
        .createQuery("select " + entity + " as entity, e.body::text as body from " + from)
        .bind("entities", entities.toArray(String[]::new))
        .bind("kind", EventLog.wire(kind))
        .map(
            (row, context) ->
                events
                    .computeIfAbsent(row.getString("entity"), key -> new ArrayList<>())
                    .add(event(row)))
        .forEach(added -> {});
    return events;
  }

  /** Some events of one entity, by their ids; those that count no longer are left out. */
  Map<String, LoggedEvent> of(String entity, Collection<String> ids) {
    Map<String, LoggedEvent> events = new HashMap<>();
    if (ids.isEmpty()) {
      return events;
    }
    handle
        .createQuery(
            "select e.body::text as body from " + from + " and " + event + " = any(:ids::uuid[])")
        .bind("entities", new String[] {entity})
        .bind("kind", EventLog.wire(kind))
        .bind("ids", ids.toArray(String[]::new))
        .map((row, context) -> event(row))
        .forEach(found -> events.put(found.id(), found));
    return events;
  }

  /** The events of one entity whose ids begin with one of these prefixes. */
  List<LoggedEvent> beginning(String entity, Collection<String> prefixes) {
    return prefixes.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                "select e.body::text as body from unnest(:low, :high) as r(low, high), lateral (select e.body from "
                    + from
                    + " and "
                    + event
                    + " between r.low::uuid and r.high::uuid) e")
            .bind("entities", new String[] {entity})
            .bind("kind", EventLog.wire(kind))
            .bind("low", prefixes.stream().map(p -> Prefix.bound(p, '0')).toArray(String[]::new))
            .bind("high", prefixes.stream().map(p -> Prefix.bound(p, 'f')).toArray(String[]::new))
            .map((row, context) -> event(row))
            .list();
  }

  private static LoggedEvent event(ResultSet row) throws SQLException {
    return LoggedEvent.of(EventJson.mapper().readTree(row.getString("body")));
  }
}
