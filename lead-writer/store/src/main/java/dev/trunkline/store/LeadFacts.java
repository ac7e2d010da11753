package dev.trunkline.store;

import static dev.trunkline.store.EventLog.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on lead events that count, and on what unites them. */
final class LeadFacts {

  private static final String TIE =
      "event_id::text as event, person, source, vendor_lead_id, phone";

  private static final String INSERT =
      """
      insert into app.lead_facts (event_id, person, alias, source, vendor_lead_id, phone, status,
        vendor_status, event_type, occurred_at, received_at, delivery_id, delivery_index, replay_id)
      select f.event::uuid, f.person, f.alias::uuid, f.source, f.vendor_lead_id, f.phone, f.status,
        f.vendor_status, f.event_type, f.occurred::timestamptz, f.received::timestamptz,
        f.delivery::uuid, f.index, f.replay::uuid
      from unnest(:event, :person, :alias, :source, :id, :phone, :status, :vendor_status, :type,
          :occurred, :received, :delivery, :index, :replay)
        as f(event, person, alias, source, vendor_lead_id, phone, status, vendor_status, event_type,
          occurred, received, delivery, index, replay)
      order by 1
      """;

  private static final String MOVE =
      """
      update app.lead_facts f set received_at = t.received::timestamptz,
        occurred_at = t.occurred::timestamptz,
        delivery_id = t.delivery::uuid, delivery_index = t.index, replay_id = t.replay::uuid
      from unnest(:event, :occurred, :received, :delivery, :index, :replay)
        as t(event, occurred, received, delivery, index, replay)
      where f.event_id = t.event::uuid
      returning f.event_id::text as event, f.person, f.source, f.vendor_lead_id, f.phone
      """;

  private static final String ALIVE =
      """
      select k.key from unnest(:keys) as k(key)
      where case when left(k.key, 2) = 'p:'
        then exists (select from app.lead_facts f where f.phone = substr(k.key, 3))
        else exists (select from app.lead_facts f
          where f.source = split_part(substr(k.key, 3), '/', 1)
            and f.vendor_lead_id = substr(k.key, position('/' in k.key) + 1)) end
      """;

  private static final String TIED =
      """
      select t.id || ' ' || t.phone from unnest(:id, :phone) as t(id, phone)
      where exists (select from app.lead_facts f
        where f.source = split_part(substr(t.id, 3), '/', 1)
          and f.vendor_lead_id = substr(t.id, position('/' in t.id) + 1)
          and f.phone = substr(t.phone, 3))
      """;

  private final Handle handle;

  LeadFacts(Handle handle) {
    this.handle = handle;
  }

  List<Tie> remove(List<Change> vanished) {
    return vanished.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                "delete from app.lead_facts where event_id = any(:ids::uuid[]) returning " + TIE)
            .bind("ids", texts(vanished, change -> change.key().event()))
            .map((row, context) -> tie(row))
            .list();
  }

  /** Other copies count now: other receipts, the same event. */
  List<Tie> move(List<Change> moved) {
    if (moved.isEmpty()) {
      return List.of();
    }
    List<Copy> copies = moved.stream().map(Change::after).filter(Objects::nonNull).toList();
    List<LoggedEvent> events = copies.stream().map(Copy::event).filter(Objects::nonNull).toList();
    return handle
        .createQuery(MOVE)
        .bind("event", texts(events, LoggedEvent::id))
        .bind("occurred", texts(events, event -> event.occurredAt().toString()))
        .bind("received", texts(copies, copy -> copy.receivedAt().toString()))
        .bind("delivery", texts(copies, Copy::delivery))
        .bind("index", copies.stream().map(Copy::index).toArray(Integer[]::new))
        .bind("replay", texts(copies, Copy::replay))
        .map((row, context) -> tie(row))
        .list();
  }

  void insert(List<Change> appeared, Map<String, Long> persons) {
    if (appeared.isEmpty()) {
      return;
    }
    List<Copy> copies = appeared.stream().map(Change::after).filter(Objects::nonNull).toList();
    List<LoggedEvent> events = copies.stream().map(Copy::event).filter(Objects::nonNull).toList();
    handle
        .createUpdate(INSERT)
        .bind("event", texts(events, LoggedEvent::id))
        .bind("person", events.stream().map(event -> persons.get(event.id())).toArray(Long[]::new))
        .bind("alias", texts(events, event -> LeadId.of(event.id())))
        .bind("source", texts(events, LoggedEvent::source))
        .bind("id", texts(events, field("vendor_lead_id")))
        .bind("phone", texts(events, field("phone")))
        .bind("status", texts(events, field("status")))
        .bind("vendor_status", texts(events, field("vendor_status")))
        .bind("type", texts(events, event -> event.type().wire()))
        .bind("occurred", texts(events, event -> event.occurredAt().toString()))
        .bind("received", texts(events, event -> event.receivedAt().toString()))
        .bind("delivery", texts(copies, Copy::delivery))
        .bind("index", copies.stream().map(Copy::index).toArray(Integer[]::new))
        .bind("replay", texts(copies, Copy::replay))
        .execute();
  }

  private static Function<LoggedEvent, @Nullable String> field(String name) {
    return event -> event.text(name);
  }

  static Tie tie(LoggedEvent event) {
    return Tie.of(event.id(), 0, event.source(), event.text("vendor_lead_id"), event.text("phone"));
  }

  private static Tie tie(ResultSet row) throws SQLException {
    return Tie.of(
        row.getString("event"),
        row.getLong("person"),
        row.getString("source"),
        row.getString("vendor_lead_id"),
        row.getString("phone"));
  }

  /** Everything that ties these persons. */
  List<Tie> ofPersons(Collection<Long> persons) {
    return handle
        .createQuery("select " + TIE + " from app.lead_facts where person = any(:persons)")
        .bind("persons", persons.toArray(Long[]::new))
        .map((row, context) -> tie(row))
        .list();
  }

  List<Tie> ofPhones(Collection<String> phones) {
    return phones.isEmpty()
        ? List.of()
        : handle
            .createQuery("select " + TIE + " from app.lead_facts where phone = any(:phones)")
            .bind("phones", phones.toArray(String[]::new))
            .map((row, context) -> tie(row))
            .list();
  }

  /** Those of these keys that an event still names. */
  Set<String> alive(Collection<String> keys) {
    return keys.isEmpty()
        ? Set.of()
        : new HashSet<>(
            handle
                .createQuery(ALIVE)
                .bind("keys", keys.toArray(String[]::new))
                .mapTo(String.class)
                .list());
  }

  /** {@code id phone} of those of these pairs that an event still names together. */
  Set<String> tied(List<Tie> pairs) {
    return pairs.isEmpty()
        ? Set.of()
        : new HashSet<>(
            handle
                .createQuery(TIED)
                .bind("id", texts(pairs, Tie::id))
                .bind("phone", texts(pairs, Tie::phone))
                .mapTo(String.class)
                .list());
  }

  /** The persons that these keys lead to. */
  Map<String, Long> keys(Collection<String> keys) {
    return keys("key = any(:these)", keys.toArray(String[]::new));
  }

  /** The keys that lead to these persons. */
  Map<String, Long> keysOf(Collection<Long> persons) {
    return keys("person = any(:these)", persons.toArray(Long[]::new));
  }

  private Map<String, Long> keys(String which, Object[] these) {
    Map<String, Long> keys = new HashMap<>();
    if (these.length > 0) {
      handle
          .createQuery("select key, person from app.lead_keys where " + which)
          .bind("these", these)
          .map((row, context) -> keys.put(row.getString("key"), row.getLong("person")))
          .forEach(previous -> {});
    }
    return keys;
  }

  void forget(Collection<String> keys) {
    if (!keys.isEmpty()) {
      handle
          .createUpdate("delete from app.lead_keys where key = any(:keys)")
          .bind("keys", keys.toArray(String[]::new))
          .execute();
    }
  }

  /** Makes keys lead to persons. */
  void lead(Map<String, Long> keys) {
    for (List<String> some : Portions.of(keys.keySet())) {
      handle
          .createUpdate(
              """
              insert into app.lead_keys as k (key, person)
              select * from unnest(:keys, :persons) as t(key, person) order by 1
              on conflict (key) do update set person = excluded.person
              where k.person <> excluded.person
              """)
          .bind("keys", some.toArray(String[]::new))
          .bind(
              "persons", some.stream().map(key -> keys.getOrDefault(key, 0L)).toArray(Long[]::new))
          .execute();
    }
  }

  /** Makes events another person's. */
  void assign(Map<String, Long> persons) {
    for (List<String> some : Portions.of(persons.keySet())) {
      handle
          .createUpdate(
              """
              update app.lead_facts f set person = t.person
              from unnest(:events, :persons) as t(event, person)
              where f.event_id = t.event::uuid
              """)
          .bind("events", some.toArray(String[]::new))
          .bind(
              "persons",
              some.stream().map(event -> persons.getOrDefault(event, 0L)).toArray(Long[]::new))
          .execute();
    }
  }

  /** Numbers for persons that are new. */
  List<Long> fresh(int count) {
    return count == 0
        ? List.of()
        : handle
            .createQuery("select nextval('app.persons') from generate_series(1, :count)")
            .bind("count", count)
            .mapTo(Long.class)
            .list();
  }
}
