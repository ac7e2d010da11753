package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/** Which event each value of a row comes from. */
final class Origins {

  /** Of entities with more events nobody asks where a value comes from. */
  private static final int MOST = 1_000;

  private final Handle handle;

  Origins(Handle handle) {
    this.handle = handle;
  }

  /**
   * Those of these calls and persons.
   *
   * @param persons numbers of our own
   */
  List<ObjectNode> of(Collection<String> calls, Collection<Long> persons) {
    List<ObjectNode> origins = new ArrayList<>();
    new Facts(handle, EventKind.CALL)
        .of(few("select call_id as key from app.calls where call_id = any(:keys)", calls).keySet())
        .forEach((call, events) -> origins.add(origin("calls", call, EventKind.CALL, events)));
    Map<String, String> leads =
        few(
            "select person::text as key, lead_id::text as name from app.leads where person = any(:keys::bigint[])",
            persons.stream().map(String::valueOf).toList());
    new Facts(handle, EventKind.LEAD)
        .of(leads.keySet())
        .forEach(
            (person, events) ->
                origins.add(
                    origin("leads", leads.getOrDefault(person, person), EventKind.LEAD, events)));
    return origins;
  }

  private Map<String, String> few(String sql, Collection<String> keys) {
    Map<String, String> few = new HashMap<>();
    handle
        .createQuery(sql + " and event_count <= :most")
        .bind("keys", keys.toArray(String[]::new))
        .bind("most", MOST)
        .map(
            (row, context) ->
                few.put(row.getString("key"), row.getString(row.getMetaData().getColumnCount())))
        .forEach(previous -> {});
    return few;
  }

  private static ObjectNode origin(
      String view, String key, EventKind kind, Collection<LoggedEvent> events) {
    ObjectNode origin = EventJson.mapper().createObjectNode().put("view", view).put("key", key);
    ObjectNode fields = origin.putObject("fields");
    Fold.origins(kind, events)
        .forEach(
            (field, event) ->
                fields
                    .putObject(field)
                    .put("event_id", event.id())
                    .put("event_type", event.type().wire())
                    .put("delivery_id", event.delivery()));
    return origin;
  }
}
