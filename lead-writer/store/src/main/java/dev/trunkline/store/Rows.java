package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rebuilds the rows of those entities about which something new was told, and of no others. */
final class Rows {

  private final Handle handle;
  private final EventLog log;

  Rows(Handle handle, EventLog log) {
    this.handle = handle;
    this.log = log;
  }

  /**
   * Brings rows in line with the log.
   *
   * @param fresh live events that the log did not have, by entity
   * @param turned entities of which an event began or ceased to count
   * @return rows inserted, changed or removed
   */
  int rebuild(EntityTable table, Map<String, List<LoggedEvent>> fresh, Set<String> turned) {
    Set<String> keys = new TreeSet<>(fresh.keySet());
    keys.addAll(turned);
    if (keys.isEmpty()) {
      return 0;
    }
    // An entity without a row has no other live events than the fresh ones: its row is written at
    // once. Every other row is locked by the same statement, and read after it, in a new snapshot.
    Set<String> made = claim(table, keys, fresh);
    int changed = made.size();
    Set<String> rest = new TreeSet<>(keys);
    made.removeAll(turned);
    rest.removeAll(made);
    return rest.isEmpty() ? changed : changed + refold(table, rest);
  }

  private Set<String> claim(
      EntityTable table, Collection<String> keys, Map<String, List<LoggedEvent>> fresh) {
    ArrayNode rows = EventJson.mapper().createArrayNode();
    for (String key : keys) {
      List<LoggedEvent> events = fresh.get(key);
      ObjectNode row =
          events == null ? EventJson.mapper().createObjectNode() : Fold.row(table.kind(), events);
      rows.add(row.put(table.key(), key));
    }
    return new HashSet<>(
        handle.createQuery(table.claim()).bind("rows", rows.toString()).mapTo(String.class).list());
  }

  private int refold(EntityTable table, Set<String> keys) {
    Map<String, List<LoggedEvent>> live = log.live(table.kind(), keys);
    ArrayNode rows = EventJson.mapper().createArrayNode();
    List<String> gone = new ArrayList<>();
    for (String key : keys) {
      List<LoggedEvent> events = live.get(key);
      if (events == null) {
        gone.add(key);
      } else {
        rows.add(Fold.row(table.kind(), events).put(table.key(), key));
      }
    }
    int changed = 0;
    if (!rows.isEmpty()) {
      changed += handle.createUpdate(table.update()).bind("rows", rows.toString()).execute();
    }
    if (!gone.isEmpty()) {
      changed +=
          handle.createUpdate(table.delete()).bind("keys", gone.toArray(String[]::new)).execute();
    }
    return changed;
  }
}
