package dev.trunkline.store;

import static dev.trunkline.store.EventLog.texts;

import dev.trunkline.canonical.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decides which of an event's live copies counts. Whoever asks holds the event's entity. */
final class Copies {

  /** For each event the copy that counted so far, and the first of its live ones. */
  private static final String STANDING =
      """
      select k.kind, k.entity, k.event_id, c.delivery_id::text as c_delivery,
        c.delivery_index as c_index, c.replay_id::text as c_replay, c.received_at as c_received,
        c.agent_phone, c.business_phone,
        b.delivery_id::text as b_delivery, b.delivery_index as b_index,
        b.replay_id::text as b_replay, b.received_at as b_received,
        case when (b.delivery_id, b.delivery_index, b.replay_id)
          is distinct from (c.delivery_id, c.delivery_index, c.replay_id) then b.body::text end
          as body
      from unnest(:kind, :entity, :event) as k(kind, entity, event_id)
      left join lateral (
        select delivery_id, delivery_index, replay_id, received_at,
          body->>'agent_phone' as agent_phone, body->>'business_phone' as business_phone
        from app.events e
        where e.entity = k.entity and e.event_id = k.event_id::uuid and e.kind = k.kind and e.told
        limit 1) c on true
      left join lateral (
        select delivery_id, delivery_index, replay_id, received_at, body
        from app.events e
        where e.entity = k.entity and e.event_id = k.event_id::uuid and e.kind = k.kind and e.live
        order by received_at, delivery_id, delivery_index, replay_id desc
        limit 1) b on true
      where c.delivery_id is not null or b.delivery_id is not null
      """;

  private static final String MARK =
      """
      update app.events e set told = t.told
      from unnest(:delivery, :index, :event, :replay, :told)
        as t(delivery_id, delivery_index, event_id, replay_id, told)
      where e.delivery_id = t.delivery_id::uuid and e.delivery_index = t.delivery_index
        and e.event_id = t.event_id::uuid and e.replay_id = t.replay_id::uuid
      """;

  private final Handle handle;
  private final EventLog log;

  Copies(Handle handle, EventLog log) {
    this.handle = handle;
    this.log = log;
  }

  /**
   * Logs what is new and settles which copies count.
   *
   * @param known entities that had no live event before: nothing needs to be asked about them
   */
  List<Change> settle(Judged judged, Set<String> known) {
    log.turn(judged.turned());
    Map<Change.Key, List<Copy>> fresh = new HashMap<>();
    Set<Change.Key> asked = new HashSet<>();
    for (Entry entry : judged.fresh()) {
      if (judged.isLive(entry)) {
        fresh.computeIfAbsent(entry.key(), key -> new ArrayList<>(1)).add(Copy.of(entry));
        if (!known.contains(entry.entity())) {
          asked.add(entry.key());
        }
      }
    }
    judged.turned().forEach(event -> asked.add(event.key()));
    Map<Change.Key, Standing> standing = standing(asked);
    Set<Change.Key> all = new HashSet<>(fresh.keySet());
    all.addAll(asked);
    List<Change> changes = new ArrayList<>();
    for (Change.Key key : all) {
      Standing old = standing.getOrDefault(key, Standing.NONE);
      Copy best = old.best();
      for (Copy copy : fresh.getOrDefault(key, List.of())) {
        best = best == null || Copy.RECEIPT.compare(copy, best) < 0 ? copy : best;
      }
      boolean same = best == null ? old.told() == null : best.isAt(old.told());
      if (!same) {
        changes.add(new Change(key, old.told(), best));
      }
    }
    write(judged, changes);
    return changes;
  }

  private void write(Judged judged, List<Change> changes) {
    Set<String> told = new HashSet<>();
    for (Change change : changes) {
      if (change.after() != null) {
        told.add(position(change.key(), change.after()));
      }
    }
    log.insert(judged.fresh(), judged.live(), told);
    judged.fresh().forEach(entry -> told.remove(entry.position()));
    List<Change.Key> keys = new ArrayList<>();
    List<Copy> copies = new ArrayList<>();
    List<Boolean> marks = new ArrayList<>();
    for (Change change : changes) {
      if (change.before() != null) {
        keys.add(change.key());
        copies.add(change.before());
        marks.add(false);
      }
      if (change.after() != null && told.contains(position(change.key(), change.after()))) {
        keys.add(change.key());
        copies.add(change.after());
        marks.add(true);
      }
    }
    if (!keys.isEmpty()) {
      handle
          .createUpdate(MARK)
          .bind("delivery", texts(copies, Copy::delivery))
          .bind("index", copies.stream().map(Copy::index).toArray(Integer[]::new))
          .bind("event", texts(keys, Change.Key::event))
          .bind("replay", texts(copies, Copy::replay))
          .bind("told", marks.toArray(Boolean[]::new))
          .execute();
    }
  }

  private static String position(Change.Key key, Copy copy) {
    return copy.delivery() + "/" + copy.index() + "/" + key.event() + "/" + copy.replay();
  }

  /** What the log says of an event. */
  private record Standing(@Nullable Copy told, @Nullable Copy best) {
    static final Standing NONE = new Standing(null, null);
  }

  private Map<Change.Key, Standing> standing(Collection<Change.Key> keys) {
    Map<Change.Key, Standing> standing = new HashMap<>();
    if (keys.isEmpty()) {
      return standing;
    }
    List<Change.Key> asked = List.copyOf(keys);
    handle
        .createQuery(STANDING)
        .bind("kind", texts(asked, key -> EventLog.wire(key.kind())))
        .bind("entity", texts(asked, Change.Key::entity))
        .bind("event", texts(asked, Change.Key::event))
        .map(
            (row, context) ->
                standing.put(
                    new Change.Key(
                        EventLog.kind(row.getString("kind")),
                        row.getString("entity"),
                        row.getString("event_id")),
                    new Standing(copy(row, "c_"), copy(row, "b_"))))
        .forEach(previous -> {});
    return standing;
  }

  private static @Nullable Copy copy(ResultSet row, String prefix) throws SQLException {
    String delivery = row.getString(prefix + "delivery");
    if (delivery == null) {
      return null;
    }
    boolean told = prefix.equals("c_");
    String body = told ? null : row.getString("body");
    JsonNode json = body == null ? null : EventJson.mapper().readTree(body);
    LoggedEvent event = json == null ? null : LoggedEvent.of(json);
    Set<String> ours =
        event != null
            ? event.ours()
            : told
                ? LoggedEvent.ours(row.getString("agent_phone"), row.getString("business_phone"))
                : Set.of();
    return new Copy(
        delivery,
        row.getInt(prefix + "index"),
        row.getString(prefix + "replay"),
        instant(row, prefix + "received"),
        event,
        ours);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
