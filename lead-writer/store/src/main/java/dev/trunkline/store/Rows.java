package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The folded rows of one table. */
final class Rows {

  private final Handle handle;
  private final EntityTable table;
  private final Facts facts;
  private final FoldTree tree;

  Rows(Handle handle, EntityTable table) {
    this.handle = handle;
    this.table = table;
    this.facts = new Facts(handle, table.kind());
    this.tree = new FoldTree(table.kind(), facts, new FoldNodes(handle, table.kind()));
  }

  /**
   * Takes the rows of these entities, in one order for all writers, and makes those that are
   * missing: an entity without a row has no other live events than those at hand.
   *
   * @param events by key; may be empty where only logged events turned
   * @return keys of the rows that were made
   */
  Set<String> claim(SortedMap<String, List<LoggedEvent>> events) {
    Set<String> made = new HashSet<>();
    for (List<String> some : Portions.of(events.keySet())) {
      ArrayNode rows = EventJson.mapper().createArrayNode();
      for (String key : some) {
        List<LoggedEvent> told = events.getOrDefault(key, List.of());
        ObjectNode row =
            told.isEmpty() ? EventJson.mapper().createObjectNode() : Fold.row(table.kind(), told);
        rows.add(row.put(table.key(), key));
      }
      made.addAll(
          handle
              .createQuery(table.claim())
              .bind("rows", rows.toString())
              .mapTo(String.class)
              .list());
    }
    return made;
  }

  /**
   * What changed of one entity.
   *
   * @param events ids of events that began or ceased to count, or whose copy is another
   * @param more how many more events count now; may be negative
   * @param grew whether each of them began to count
   */
  record Delta(Set<String> events, int more, boolean grew) {

    static Delta none() {
      return new Delta(new HashSet<>(), 0, true);
    }

    Delta plus(String event, int more) {
      events.add(event);
      return new Delta(events, this.more + more, grew && more > 0);
    }

    Delta plus(Change change) {
      return plus(change.key().event(), change.appeared() ? 1 : change.vanished() ? -1 : 0);
    }
  }

  /**
   * Brings claimed rows in line with the log.
   *
   * @param before of how many events each row was the fold; absent: of none
   * @return rows that changed or were removed
   */
  int refold(Map<String, Delta> deltas, Map<String, Integer> before) {
    List<String> gone = new ArrayList<>();
    List<String> felled = new ArrayList<>();
    List<String> small = new ArrayList<>();
    deltas.forEach(
        (key, delta) -> {
          int had = before.getOrDefault(key, 0);
          int has = had + delta.more();
          if (had > FoldTree.LEAF != has > FoldTree.LEAF) {
            felled.add(key); // or what an earlier version left of it
          }
          if (has <= FoldTree.LEAF) {
            (has == 0 ? gone : small).add(key);
          }
        });
    if (!felled.isEmpty()) {
      tree.drop(felled);
    }
    int changed = 0;
    for (List<String> some : Portions.of(small)) {
      ArrayNode rows = EventJson.mapper().createArrayNode();
      facts
          .of(some)
          .forEach((key, told) -> rows.add(Fold.row(table.kind(), told).put(table.key(), key)));
      changed += update(rows);
    }
    ArrayNode rows = EventJson.mapper().createArrayNode();
    deltas.forEach(
        (key, delta) -> {
          int count = before.getOrDefault(key, 0) + delta.more();
          if (count > FoldTree.LEAF) {
            List<LoggedEvent> witnesses = tree.refresh(key, delta.events(), delta.grew());
            rows.add(Fold.row(table.kind(), witnesses, count).put(table.key(), key));
          }
        });
    return changed + update(rows) + delete(gone);
  }

  private int update(ArrayNode rows) {
    return rows.isEmpty()
        ? 0
        : handle.createUpdate(table.update()).bind("rows", rows.toString()).execute();
  }

  /** Of how many events these rows are the folds. */
  Map<String, Integer> counts(Collection<String> keys) {
    Map<String, Integer> counts = new HashMap<>();
    if (!keys.isEmpty()) {
      handle
          .createQuery(table.counts())
          .bind("keys", keys.toArray(String[]::new))
          .map((row, context) -> counts.put(row.getString("key"), row.getInt("events")))
          .forEach(previous -> {});
    }
    return counts;
  }

  private int delete(List<String> keys) {
    return keys.isEmpty()
        ? 0
        : handle.createUpdate(table.delete()).bind("keys", keys.toArray(String[]::new)).execute();
  }
}
