package dev.trunkline.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Brings log and rows in line with what was judged. Locks are taken in one order by all writers:
 * deliveries, calls, conversations, recordings, what has no row, our numbers, persons.
 */
final class Settlement {

  private static final List<EntityTable> TABLES =
      List.of(EntityTable.CALLS, EntityTable.CONVERSATIONS, EntityTable.RECORDINGS);

  private final Handle handle;
  private final Copies copies;

  Settlement(Handle handle, EventLog log) {
    this.handle = handle;
    this.copies = new Copies(handle, log);
  }

  Settled settle(Judged judged) {
    int rows = 0;
    List<Change> changes = new ArrayList<>();
    for (EntityTable table : TABLES) {
      Judged part = judged.of((kind, entity) -> table.holds(kind, entity));
      if (!part.isEmpty()) {
        rows += settle(table, part, changes);
      }
    }
    Judged rowless = judged.of(EntityTable::isRowless);
    if (!rowless.isEmpty()) {
      // No row stands for them that could be taken.
      handle.execute("select pg_advisory_xact_lock(hashtext('app.rowless'))");
      changes.addAll(copies.settle(rowless, Set.of()));
    }
    Set<String> toggled = new Numbers(handle).count(changes);
    Judged leads = judged.of(EntityTable.LEADS::holds);
    if (leads.isEmpty() && toggled.isEmpty()) {
      return new Settled(rows, List.of());
    }
    Persons persons = new Persons(handle);
    persons.take();
    Settled settled = persons.settle(copies.settle(leads, Set.of()), toggled);
    return new Settled(rows + settled.rows(), settled.crowds());
  }

  private int settle(EntityTable table, Judged part, List<Change> all) {
    Rows rows = new Rows(handle, table);
    SortedMap<String, List<LoggedEvent>> events = new TreeMap<>();
    for (Entry entry : part.fresh()) {
      if (part.isLive(entry)) {
        events.computeIfAbsent(entry.entity(), key -> new ArrayList<>(1)).add(entry.event());
      }
    }
    part.turned().forEach(event -> events.putIfAbsent(event.entity(), new ArrayList<>()));
    Set<String> made = events.isEmpty() ? Set.of() : rows.claim(events);
    List<Change> changes = copies.settle(part, made);
    all.addAll(changes);
    Map<String, Rows.Delta> deltas = new HashMap<>();
    for (Change change : changes) {
      String entity = change.key().entity();
      deltas.put(entity, deltas.getOrDefault(entity, Rows.Delta.none()).plus(change));
    }
    // A row that was made is the fold of all there is, unless that is more than a leaf holds, or
    // logged events turned as well.
    Set<String> done = new HashSet<>(made);
    part.turned().forEach(event -> done.remove(event.entity()));
    done.removeIf(entity -> events.getOrDefault(entity, List.of()).size() > FoldTree.LEAF);
    deltas.keySet().removeAll(done);
    Set<String> old = new HashSet<>(deltas.keySet());
    old.removeAll(made);
    return done.size() + (deltas.isEmpty() ? 0 : rows.refold(deltas, rows.counts(old)));
  }
}
