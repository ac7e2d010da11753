package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/** What the tables hold of what a vendor lists. */
final class Holdings {

  /** A list of more is not compared at once. */
  static final int MOST = 100_000;

  /** Of copies of one event that which counts; announcements have no entity. */
  private static final String STATEMENTS =
      """
      select entity, body::text as body from app.events
      where entity = any(:entities) and kind = :kind and told
      order by entity, received_at, event_id
      """;

  private static final String CALLS_BETWEEN =
      """
      select call_id from app.calls
      where source = :source and started_at >= :from and started_at < :to
        and is_test is not true
      order by started_at, call_id
      limit %d
      """
          .formatted(MOST);

  private static final String LEAD_SOURCES =
      """
      select to_jsonb(v) || jsonb_build_object('vendor_lead_id', asked.vendor_lead_id)
      from (
        select distinct f.vendor_lead_id, l.lead_id
        from app.lead_facts f
        join app.leads l on l.person = f.person
        where f.source = :source and f.vendor_lead_id = any(:ids)) asked
      join analytics.lead_sources v on v.lead_id = asked.lead_id and v.source = :source
      order by asked.vendor_lead_id
      """;

  private final Handle handle;

  Holdings(Handle handle) {
    this.handle = handle;
  }

  Map<String, List<ObjectNode>> callStatements(Collection<String> callIds) {
    return statements(EventKind.CALL, "", callIds);
  }

  Map<String, List<ObjectNode>> leadStatements(String source, Collection<String> vendorLeadIds) {
    return statements(EventKind.LEAD, source + "/", vendorLeadIds);
  }

  private Map<String, List<ObjectNode>> statements(
      EventKind kind, String prefix, Collection<String> ids) {
    Map<String, List<ObjectNode>> statements = new LinkedHashMap<>();
    handle
        .createQuery(STATEMENTS)
        .bind("entities", ids.stream().map(id -> prefix + id).toArray(String[]::new))
        .bind("kind", EventLog.wire(kind))
        .map(
            (row, context) ->
                statements
                    .computeIfAbsent(
                        row.getString("entity").substring(prefix.length()), id -> new ArrayList<>())
                    .add(object(row.getString("body"))))
        .forEach(added -> {});
    return statements;
  }

  List<String> callsBetween(String source, Instant from, Instant to) {
    return handle
        .createQuery(CALLS_BETWEEN)
        .bind("source", source)
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .bind("to", to.atOffset(ZoneOffset.UTC))
        .mapTo(String.class)
        .list();
  }

  List<ObjectNode> leadSources(String source, Collection<String> vendorLeadIds) {
    return handle
        .createQuery(LEAD_SOURCES)
        .bind("source", source)
        .bind("ids", vendorLeadIds.toArray(String[]::new))
        .mapTo(String.class)
        .map(Holdings::object)
        .list();
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) EventJson.mapper().readTree(json);
  }
}
