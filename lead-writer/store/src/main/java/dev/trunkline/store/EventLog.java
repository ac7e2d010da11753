package dev.trunkline.store;

import static java.util.stream.Collectors.groupingBy;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
   *
   * <p>Returns the rows that hold what this claim says, whether made or replaced.
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
      returning delivery_id::text as delivery, elements is not null as listed
      """;

  private static final String INSERT =
      """
      insert into app.events (delivery_id, delivery_index, event_id, replay_id, kind, entity,
        source, event_type, occurred_at, received_at, live, told, body)
      select e.delivery_id::uuid, e.delivery_index, e.event_id::uuid, e.replay_id::uuid, e.kind,
        e.entity, e.source, e.event_type, e.occurred_at::timestamptz, e.received_at::timestamptz,
        e.live, e.told, e.body::jsonb
      from unnest(:delivery, :index, :event, :replay, :kind, :entity, :source, :type, :occurred,
          :received, :live, :told, :body)
        as e(delivery_id, delivery_index, event_id, replay_id, kind, entity, source, event_type,
          occurred_at, received_at, live, told, body)
      order by 1, 2, 3, 4
      """;

  private static final String LOGGED =
      """
      select delivery_id::text as delivery, delivery_index, event_id::text as event,
        replay_id::text as replay, kind, entity, live
      from app.events
      where delivery_id = any(:deliveries::uuid[])
      """;

  private static final String LISTINGS =
      """
      select delivery_id::text as delivery, replay_id::text as replay, elements::text as elements
      from app.manifests
      where delivery_id = any(:deliveries::uuid[]) and elements is not null
      """;

  private static final String TURN =
      """
      update app.events e set live = not e.live
      from unnest(:delivery, :index, :event, :replay)
        as t(delivery_id, delivery_index, event_id, replay_id)
      where e.delivery_id = t.delivery_id::uuid and e.delivery_index = t.delivery_index
        and e.event_id = t.event_id::uuid and e.replay_id = t.replay_id::uuid
      """;

  private final Handle handle;

  EventLog(Handle handle) {
    this.handle = handle;
  }

  /** Takes the row of every delivery of the batch. */
  Claimed claim(Collection<Claim> claims) {
    List<Claim> values = List.copyOf(claims);
    Map<String, Boolean> written = new HashMap<>();
    handle
        .createQuery(CLAIM)
        .bind("delivery", texts(values, Claim::deliveryId))
        .bind("replay", texts(values, Claim::replayId))
        .bind("source", texts(values, Claim::source))
        .bind("received", texts(values, Claim::receivedAt))
        .bind("hash", texts(values, Claim::definitionHash))
        .bind("elements", texts(values, Claim::json))
        .map((row, context) -> written.put(row.getString("delivery"), row.getBoolean("listed")))
        .forEach(previous -> {});
    int manifests = Math.toIntExact(written.values().stream().filter(listed -> listed).count());
    return new Claimed(values, written.keySet(), manifests);
  }

  /**
   * The deliveries of a batch, all of them ours until the commit.
   *
   * @param written those whose row holds what the batch says of them; of the others another
   *     manifest is the latest, or none came yet
   * @param manifests how many became the latest
   */
  record Claimed(List<Claim> claims, Set<String> written, int manifests) {}

  /** Judges claimed deliveries' events, with those to come. */
  Judged judge(Claimed claimed, List<Entry> entries) {
    Map<String, Liveness.Listing> listings = new HashMap<>();
    String[] ids = claimed.claims().stream().map(Claim::deliveryId).toArray(String[]::new);
    List<String> others = new ArrayList<>();
    for (Claim claim : claimed.claims()) {
      List<Manifest.Element> elements = claim.elements();
      if (!claimed.written().contains(claim.deliveryId())) {
        others.add(claim.deliveryId());
      } else if (elements != null) {
        listings.put(claim.deliveryId(), Liveness.Listing.of(claim.replayId(), elements));
      }
    }
    if (!others.isEmpty()) {
      listings.putAll(listings(others.toArray(String[]::new)));
    }
    return judge(logged(ids), listings, entries);
  }

  /** Judges what is logged of these deliveries. Whoever asks holds them. */
  Judged judge(List<String> deliveries) {
    String[] ids = deliveries.toArray(String[]::new);
    return judge(logged(ids), listings(ids), List.of());
  }

  private static Judged judge(
      List<Liveness.Logged> all, Map<String, Liveness.Listing> listings, List<Entry> entries) {
    Map<String, Entry> fresh = new LinkedHashMap<>();
    entries.forEach(entry -> fresh.putIfAbsent(entry.position(), entry));
    all.forEach(event -> fresh.remove(event.position()));
    fresh.values().forEach(entry -> all.add(Liveness.Logged.of(entry)));
    Set<String> live = new HashSet<>();
    List<Liveness.Logged> turned = new ArrayList<>();
    all.stream()
        .collect(groupingBy(Liveness.Logged::delivery))
        .forEach(
            (delivery, events) -> {
              for (Liveness.Logged event : Liveness.turned(events, listings.get(delivery))) {
                if (fresh.containsKey(event.position())) {
                  live.add(event.position());
                } else {
                  turned.add(event);
                }
              }
            });
    return new Judged(List.copyOf(fresh.values()), live, turned);
  }

  /** What the log has of these deliveries. */
  List<Liveness.Logged> logged(String[] deliveries) {
    return handle
        .createQuery(LOGGED)
        .bind("deliveries", deliveries)
        .map(
            (row, context) ->
                new Liveness.Logged(
                    row.getString("delivery"),
                    row.getInt("delivery_index"),
                    row.getString("event"),
                    row.getString("replay"),
                    kind(row.getString("kind")),
                    row.getString("entity"),
                    row.getBoolean("live")))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private Map<String, Liveness.Listing> listings(String[] deliveries) {
    Map<String, Liveness.Listing> listings = new HashMap<>();
    handle
        .createQuery(LISTINGS)
        .bind("deliveries", deliveries)
        .map(
            (row, context) ->
                listings.put(
                    row.getString("delivery"),
                    Liveness.Listing.of(
                        row.getString("replay"), elements(row.getString("elements")))))
        .forEach(previous -> {});
    return listings;
  }

  /** Adds what the log does not have. */
  void insert(List<Entry> entries, Set<String> live, Set<String> told) {
    if (entries.isEmpty()) {
      return;
    }
    handle
        .createUpdate(INSERT)
        .bind("delivery", texts(entries, entry -> entry.event().delivery()))
        .bind("index", entries.stream().map(entry -> entry.event().index()).toArray(Integer[]::new))
        .bind("event", texts(entries, entry -> entry.event().id()))
        .bind("replay", texts(entries, Entry::replayId))
        .bind("kind", texts(entries, entry -> wire(entry.kind())))
        .bind("entity", texts(entries, Entry::entity))
        .bind("source", texts(entries, entry -> entry.event().source()))
        .bind("type", texts(entries, entry -> entry.event().type().wire()))
        .bind("occurred", texts(entries, entry -> entry.event().occurredAt().toString()))
        .bind("received", texts(entries, entry -> entry.event().receivedAt().toString()))
        .bind("live", flags(entries, live))
        .bind("told", flags(entries, told))
        .bind("body", texts(entries, Entry::json))
        .execute();
  }

  /** Makes these events begin or cease to count. */
  void turn(List<Liveness.Logged> turned) {
    if (turned.isEmpty()) {
      return;
    }
    handle
        .createUpdate(TURN)
        .bind("delivery", texts(turned, Liveness.Logged::delivery))
        .bind("index", turned.stream().map(Liveness.Logged::index).toArray(Integer[]::new))
        .bind("event", texts(turned, Liveness.Logged::event))
        .bind("replay", texts(turned, Liveness.Logged::replay))
        .execute();
  }

  private static List<Manifest.Element> elements(String json) {
    return List.of(EventJson.mapper().readValue(json, Manifest.Element[].class));
  }

  static String wire(EventKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static EventKind kind(String wire) {
    return EventKind.valueOf(wire.toUpperCase(Locale.ROOT));
  }

  private static Boolean[] flags(List<Entry> entries, Set<String> positions) {
    return entries.stream()
        .map(entry -> positions.contains(entry.position()))
        .toArray(Boolean[]::new);
  }

  static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
