package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The read queries of the command line and the console. */
final class Questions {

  /** The log as it is shown: the zero {@code replay_id} is left out. */
  static final String EVENT =
      """
      select to_jsonb(e) - 'replay_id' || case when e.replay_id = '%s' then '{}'::jsonb
        else jsonb_build_object('replay_id', e.replay_id) end
      from app.events e
      """
          .formatted(EventLog.LIVE);

  private final Handle handle;

  Questions(Handle handle) {
    this.handle = handle;
  }

  /** The newest events of the log, newest delivery first. */
  List<ObjectNode> latest(int limit) {
    return handle
        .createQuery(
            EVENT + "order by delivery_id desc, delivery_index desc, event_id desc limit :limit")
        .bind("limit", limit)
        .mapTo(String.class)
        .map(Questions::object)
        .list();
  }

  /** Rows of the recordings view, those due first, then the newest. */
  List<ObjectNode> recordings(@Nullable String status, @Nullable String source, int limit) {
    return handle
        .createQuery(
            """
            select to_jsonb(r) from analytics.recordings r
            where call_id is not null and (cast(:status as text) is null or status = :status)
              and (cast(:source as text) is null or source = :source)
            order by next_attempt_at nulls last, changed_at desc, call_id, part nulls first
            limit :limit
            """)
        .bind("status", status)
        .bind("source", source)
        .bind("limit", limit)
        .mapTo(String.class)
        .map(Questions::object)
        .list();
  }

  /** What was told of a call's recordings, in the order of its happening. */
  List<ObjectNode> recordingEvents(String callId) {
    return handle
        .createQuery(
            """
            select body from app.events
            where kind = 'recording' and live and (entity = :call or entity like :parts)
            order by occurred_at, received_at, event_id
            """)
        .bind("call", callId)
        .bind("parts", callId.replaceAll("([%_\\\\])", "\\\\$1") + "#%")
        .mapTo(String.class)
        .map(Questions::object)
        .list();
  }

  /** The rows of these calls. */
  List<ObjectNode> calls(List<String> callIds) {
    return rows("select to_jsonb(c) from analytics.calls c where call_id = any(:keys)", callIds);
  }

  Counts counts() {
    return handle
        .createQuery(
            """
            select (select count(*) from app.manifests where elements is not null) as deliveries,
              (select count(*) from app.manifests where elements is null) as unfinished,
              (select count(*) from app.events) as events,
              (select count(*) from app.calls) as calls,
              (select count(*) from app.leads) as leads,
              (select count(*) from app.conversations) as conversations,
              (select count(distinct (source, coalesce(agent_id, agent_phone, agent_name)))
                from app.calls
                where coalesce(agent_id, agent_phone, agent_name) is not null) as agents,
              (select count(*) from app.payloads) as payloads,
              (select max(received_at) from app.manifests) as newest
            """)
        .map(
            (row, context) -> {
              OffsetDateTime newest = row.getObject("newest", OffsetDateTime.class);
              return new Counts(
                  row.getLong("deliveries"),
                  row.getLong("unfinished"),
                  row.getLong("events"),
                  row.getLong("calls"),
                  row.getLong("leads"),
                  row.getLong("conversations"),
                  row.getLong("agents"),
                  row.getLong("payloads"),
                  newest == null ? null : newest.toInstant());
            })
        .one();
  }

  private List<ObjectNode> rows(String sql, List<String> keys) {
    return handle
        .createQuery(sql)
        .bind("keys", keys.toArray(String[]::new))
        .mapTo(String.class)
        .map(Questions::object)
        .list();
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) EventJson.mapper().readTree(json);
  }
}
