package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.node.ObjectNode;

/** Looks up what belongs to a text: every question is answered from an index. */
final class Tracing {

  /** The newest ones are shown of what has more. */
  private static final int MOST = 1_000;

  private static final String DELIVERIES =
      """
      select delivery_id::text from (
        select delivery_id from app.events where entity = any(:entities)
        union
        select delivery_id from app.events
        where body->>'call_id' = any(:calls) and told and kind = 'call' and entity = ''
        union
        select c.delivery_id from app.lead_facts f
        join app.events e using (delivery_id, delivery_index, event_id, replay_id)
        join app.events c on c.entity = e.entity and c.event_id = e.event_id
        where f.person = any(:persons)
        union
        select :id::uuid
      ) d
      order by delivery_id desc
      limit :most
      """;

  /** A delivery may tell of a thousand calls: shown is what it tells of these. */
  private static final String EVENTS =
      Questions.EVENT
          + """
          where e.delivery_id = any(:keys::uuid[]) and (e.delivery_id = :id::uuid
            or e.entity = any(:entities)
            or (e.entity = '' and e.body->>'call_id' = any(:calls))
            or e.event_id = any(array(select event_id from app.lead_facts where person = any(:persons))))
          order by e.received_at, e.delivery_id, e.delivery_index, e.event_id, e.replay_id
          """;

  private static final String ELEMENTS =
      """
      select to_jsonb(d) from analytics.deliveries d
      where d.delivery_id = any(:keys::uuid[]) and (d.delivery_id = :id::uuid
        or (d.delivery_id, d.delivery_index) in (
          select t.delivery::uuid, t.index from unnest(:deliveries, :indexes) as t(delivery, index)))
      order by d.received_at, d.delivery_id, d.delivery_index
      """;

  /** Not through the whole row: of a payload only its length is read. */
  private static final String PAYLOADS =
      """
      select jsonb_build_object('delivery_id', delivery_id, 'source', source, 'vendor', vendor,
        'door', door, 'received_at', received_at, 'headers', headers, 'raw_topic', raw_topic,
        'raw_partition', raw_partition, 'raw_offset', raw_offset, 'raw_at', raw_at,
        'bytes', length(body))
      from app.payloads
      where delivery_id = any(:keys::uuid[])
      order by received_at, delivery_id
      """;

  private static final String LETTERS =
      """
      select jsonb_build_object('delivery_id', delivery_id, 'delivery_index', delivery_index,
        'letter', stage || '-' || dead_partition || '@' || dead_offset, 'group', group_id,
        'cause', cause, 'dead_at', dead_at, 'attempts', attempts, 'closed', closed)
      from app.dead_letters
      where delivery_id = any(:keys::uuid[])
      order by dead_at, dead_partition, dead_offset
      """;

  private final Handle handle;

  Tracing(Handle handle) {
    this.handle = handle;
  }

  /** What an id or a phone is of; where it is of nothing, whoever has it as a name. */
  Trace of(String text) {
    String asked = Named.plain(text);
    Trace trace = everything(Named.by(handle, asked));
    if (!trace.isEmpty()) {
      return trace;
    }
    List<ObjectNode> namesakes = new Namesakes(handle).of(asked);
    return namesakes.size() == 1
        ? everything(Named.by(handle, namesakes.getFirst().path("id").asString()))
        : Trace.of(namesakes);
  }

  private Trace everything(Named named) {
    List<String> deliveries =
        bound(DELIVERIES, named).bind("most", MOST).mapTo(String.class).list();
    List<ObjectNode> events = rows(bound(EVENTS, named), deliveries);
    List<ObjectNode> elements =
        rows(
            bound(ELEMENTS, named)
                .bind("deliveries", events.stream().map(Tracing::delivery).toArray(String[]::new))
                .bind(
                    "indexes",
                    events.stream()
                        .map(event -> event.path("delivery_index").asInt())
                        .toArray(Integer[]::new)),
            deliveries);
    return new Trace(
        rows(PAYLOADS, deliveries),
        elements,
        events,
        rows(
            "select to_jsonb(c) from analytics.calls c where call_id = any(:keys) order by started_at, call_id",
            named.calls()),
        rows(
            "select to_jsonb(l) from analytics.leads l where lead_id = any(array(select lead_id from app.leads where person = any(:keys::bigint[])))",
            named.persons().stream().map(String::valueOf).toList()),
        rows(
            "select to_jsonb(c) from app.conversations c where entity = any(:keys)",
            named.entities()),
        rows(
            "select to_jsonb(r) from analytics.recordings r where call_id = any(:keys) order by call_id, part nulls first",
            named.calls()),
        new Origins(handle).of(named.calls(), named.persons()),
        letters(deliveries, elements, named),
        List.of(),
        deliveries.size() == MOST);
  }

  /** Letters of a delivery's other elements are others'. */
  private List<ObjectNode> letters(
      List<String> deliveries, List<ObjectNode> elements, Named named) {
    Set<String> ours = new HashSet<>();
    elements.forEach(element -> ours.add(place(element)));
    return rows(LETTERS, deliveries).stream()
        .filter(letter -> delivery(letter).equals(named.id()) || ours.contains(place(letter)))
        .toList();
  }

  private static String place(ObjectNode element) {
    return delivery(element) + "/" + element.path("delivery_index").asInt();
  }

  private static String delivery(ObjectNode row) {
    return row.path("delivery_id").asString();
  }

  private Query bound(String sql, Named named) {
    return handle
        .createQuery(sql)
        .bind("entities", named.entities().toArray(String[]::new))
        .bind("calls", named.calls().toArray(String[]::new))
        .bind("persons", named.persons().toArray(Long[]::new))
        .bind("id", named.id());
  }

  private List<ObjectNode> rows(String sql, List<String> keys) {
    return rows(handle.createQuery(sql), keys);
  }

  private static List<ObjectNode> rows(Query query, List<String> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    List<ObjectNode> rows = new ArrayList<>();
    query
        .bind("keys", keys.toArray(String[]::new))
        .mapTo(String.class)
        .forEach(json -> rows.add((ObjectNode) EventJson.mapper().readTree(json)));
    return rows;
  }
}
