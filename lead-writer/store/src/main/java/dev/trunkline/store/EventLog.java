package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on manifests and event log: what has been told, and which of it counts. */
final class EventLog {

  /** Stands for the live processing: less than every replay. */
  static final String LIVE = "00000000-0000-0000-0000-000000000000";

  /**
   * Takes every delivery's row, in one order for all writers; a manifest replaces the one that is
   * there if its processing is later. Two manifests of one processing differ only where the
   * definition changed between two readings of one record: the greater hash wins, in any order.
   */
  private static final String CLAIM =
      """
      insert into app.manifests as m
        (delivery_id, replay_id, source, received_at, definition_hash, elements)
      select d.delivery_id::uuid, d.replay_id::uuid, d.source, d.received_at::timestamptz,
        d.definition_hash, d.elements::jsonb
      from unnest(:delivery, :replay, :source, :received, :hash, :elements)
        as d(delivery_id, replay_id, source, received_at, definition_hash, elements)
      order by d.delivery_id::uuid
      on conflict (delivery_id) do update
      set replay_id = excluded.replay_id, definition_hash = excluded.definition_hash,
        elements = excluded.elements
      where excluded.elements is not null and (m.elements is null
        or (excluded.replay_id, coalesce(excluded.definition_hash, '') collate "C")
          > (m.replay_id, coalesce(m.definition_hash, '') collate "C"))
      returning elements is not null
      """;

  private static final String INSERT =
      """
      insert into app.events (delivery_id, delivery_index, event_id, replay_id, kind, entity,
        source, event_type, occurred_at, received_at, body)
      select e.delivery_id::uuid, e.delivery_index, e.event_id::uuid, e.replay_id::uuid, e.kind,
        e.entity, e.source, e.event_type, e.occurred_at::timestamptz, e.received_at::timestamptz,
        e.body::jsonb
      from unnest(:delivery, :index, :event, :replay, :kind, :entity, :source, :type, :occurred,
          :received, :body)
        as e(delivery_id, delivery_index, event_id, replay_id, kind, entity, source, event_type,
          occurred_at, received_at, body)
      order by 1, 2, 3, 4
      on conflict do nothing
      returning delivery_id || '/' || delivery_index || '/' || event_id || '/' || replay_id
      """;

  /**
   * Judges every event of these deliveries anew. Of an element's events of one kind those of the
   * greatest processing count as long as its manifest has not arrived; once it has, those that it
   * lists (a copy of an earlier processing stands in until the listed one arrives).
   */
  private static final String SETTLE =
      """
      with listed as materialized (
        select m.delivery_id, (el->>'index')::int as delivery_index, id::uuid as event_id
        from app.manifests m
        cross join lateral jsonb_array_elements(m.elements) el
        cross join lateral jsonb_array_elements_text(el->'event_ids') id
        where m.delivery_id = any(:deliveries::uuid[])
      ), seen as (
        select e.delivery_id, e.delivery_index, e.event_id, e.replay_id,
          first_value(e.replay_id) over (
            partition by e.delivery_id, e.delivery_index, e.kind order by e.replay_id desc) as top,
          first_value(e.replay_id) over (
            partition by e.delivery_id, e.delivery_index, e.event_id order by e.replay_id desc)
            as copy
        from app.events e
        where e.delivery_id = any(:deliveries::uuid[])
      ), judged as (
        select s.delivery_id, s.delivery_index, s.event_id, s.replay_id,
          case when m.elements is null or s.top > m.replay_id then s.replay_id = s.top
            else l.event_id is not null and s.replay_id = s.copy end as live
        from seen s
        join app.manifests m using (delivery_id)
        left join listed l using (delivery_id, delivery_index, event_id)
      )
      update app.events e set live = j.live
      from judged j
      where (e.delivery_id, e.delivery_index, e.event_id, e.replay_id)
          = (j.delivery_id, j.delivery_index, j.event_id, j.replay_id)
        and e.live <> j.live
      returning e.kind, e.entity
      """;

  /** The live events of some entities, of copies only the one that counts. */
  private static final String LIVE_EVENTS =
      """
      select distinct on (entity, event_id) entity, body::text as body
      from app.events
      where entity = any(:entities) and kind = :kind and live
      order by entity, event_id, received_at, delivery_id, delivery_index, replay_id desc
      """;

  private final Handle handle;

  EventLog(Handle handle) {
    this.handle = handle;
  }

  /** Takes the row of every delivery of the batch; counts the manifests that became the latest. */
  int claim(Collection<Claim> claims) {
    List<Claim> values = List.copyOf(claims);
    List<Boolean> written =
        handle
            .createQuery(CLAIM)
            .bind("delivery", texts(values, Claim::deliveryId))
            .bind("replay", texts(values, Claim::replayId))
            .bind("source", texts(values, Claim::source))
            .bind("received", texts(values, Claim::receivedAt))
            .bind("hash", texts(values, Claim::definitionHash))
            .bind("elements", texts(values, Claim::elements))
            .mapTo(Boolean.class)
            .list();
    return Math.toIntExact(written.stream().filter(isManifest -> isManifest).count());
  }

  /** Adds what the log does not have; returns the positions of what was added. */
  Set<String> insert(List<Entry> entries) {
    return new HashSet<>(
        handle
            .createQuery(INSERT)
            .bind("delivery", texts(entries, entry -> entry.event().delivery()))
            .bind(
                "index",
                entries.stream().map(entry -> entry.event().index()).toArray(Integer[]::new))
            .bind("event", texts(entries, entry -> entry.event().id()))
            .bind("replay", texts(entries, Entry::replayId))
            .bind("kind", texts(entries, entry -> wire(entry.kind())))
            .bind("entity", texts(entries, Entry::entity))
            .bind("source", texts(entries, entry -> entry.event().source()))
            .bind("type", texts(entries, entry -> entry.event().type().wire()))
            .bind("occurred", texts(entries, entry -> entry.event().occurredAt().toString()))
            .bind("received", texts(entries, entry -> entry.event().receivedAt().toString()))
            .bind("body", texts(entries, Entry::json))
            .mapTo(String.class)
            .list());
  }

  /** Judges the liveness of these deliveries' events; returns the entities of those that turned. */
  List<Turned> settle(Collection<String> deliveries) {
    return handle
        .createQuery(SETTLE)
        .bind("deliveries", deliveries.toArray(String[]::new))
        .map((row, context) -> new Turned(row.getString("kind"), row.getString("entity")))
        .list();
  }

  /** The live events of these entities, by entity. */
  Map<String, List<LoggedEvent>> live(EventKind kind, Collection<String> entities) {
    Map<String, List<LoggedEvent>> byEntity = new HashMap<>();
    handle
        .createQuery(LIVE_EVENTS)
        .bind("entities", entities.toArray(String[]::new))
        .bind("kind", wire(kind))
        .map(
            (row, context) ->
                byEntity
                    .computeIfAbsent(row.getString("entity"), entity -> new ArrayList<>())
                    .add(LoggedEvent.of(EventJson.mapper().readTree(row.getString("body")))))
        .forEach(added -> {});
    return byEntity;
  }

  /** An event that a manifest or a later processing made count, or no longer. */
  record Turned(String kind, String entity) {}

  static String wire(EventKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
