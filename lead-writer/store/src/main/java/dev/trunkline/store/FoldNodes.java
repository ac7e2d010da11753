package dev.trunkline.store;

import static dev.trunkline.store.EventLog.texts;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.store.FoldTree.Node;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The statements on partial folds. */
final class FoldNodes {

  private static final String SELECT =
      """
      select prefix, leaf, events, witnesses::text[] as witnesses
      from app.fold_nodes
      where kind = :kind and entity = :entity and prefix = any(:prefixes)
      """;

  private static final String WRITE =
      """
      insert into app.fold_nodes as n (kind, entity, prefix, leaf, events, witnesses)
      select :kind, :entity, r.prefix, r.leaf, r.events, string_to_array(r.witnesses, ',')::uuid[]
      from unnest(:prefix, :leaf, :events, :witnesses) as r(prefix, leaf, events, witnesses)
      order by r.prefix
      on conflict (kind, entity, prefix) do update
      set leaf = excluded.leaf, events = excluded.events, witnesses = excluded.witnesses
      where (n.leaf, n.events, n.witnesses)
        is distinct from (excluded.leaf, excluded.events, excluded.witnesses)
      """;

  private final Handle handle;
  private final String kind;

  FoldNodes(Handle handle, EventKind kind) {
    this.handle = handle;
    this.kind = EventLog.wire(kind);
  }

  /** The nodes on the ways from the root to these events. */
  Map<String, Node> path(String entity, Collection<String> events) {
    Set<String> prefixes = new HashSet<>();
    for (String event : events) {
      for (int length = 0; length <= Prefix.LONGEST; length++) {
        prefixes.add(Prefix.of(event, length));
      }
    }
    return select(entity, prefixes);
  }

  /** The nodes right below these. */
  Map<String, Node> children(String entity, Collection<String> parents) {
    Set<String> prefixes = new HashSet<>();
    for (String parent : parents) {
      "0123456789abcdef".chars().forEach(digit -> prefixes.add(parent + (char) digit));
    }
    return select(entity, prefixes);
  }

  private Map<String, Node> select(String entity, Collection<String> prefixes) {
    Map<String, Node> nodes = new HashMap<>();
    handle
        .createQuery(SELECT)
        .bind("kind", kind)
        .bind("entity", entity)
        .bind("prefixes", prefixes.toArray(String[]::new))
        .map((row, context) -> node(row))
        .forEach(node -> nodes.put(node.prefix(), node));
    return nodes;
  }

  private static Node node(ResultSet row) throws SQLException {
    String[] witnesses = (String[]) row.getArray("witnesses").getArray();
    return new Node(
        row.getString("prefix"),
        row.getBoolean("leaf"),
        row.getInt("events"),
        Arrays.asList(witnesses),
        List.of());
  }

  void write(String entity, Collection<Node> written, Collection<String> gone) {
    List<Node> nodes = List.copyOf(written);
    if (!gone.isEmpty()) {
      handle
          .createUpdate(
              "delete from app.fold_nodes where kind = :kind and entity = :entity and prefix = any(:gone)")
          .bind("kind", kind)
          .bind("entity", entity)
          .bind("gone", gone.toArray(String[]::new))
          .execute();
    }
    if (!nodes.isEmpty()) {
      handle
          .createUpdate(WRITE)
          .bind("kind", kind)
          .bind("entity", entity)
          .bind("prefix", texts(nodes, Node::prefix))
          .bind("leaf", nodes.stream().map(Node::leaf).toArray(Boolean[]::new))
          .bind("events", nodes.stream().map(Node::count).toArray(Integer[]::new))
          .bind("witnesses", texts(nodes, node -> String.join(",", node.witnesses())))
          .execute();
    }
  }

  void drop(Collection<String> entities) {
    handle
        .createUpdate("delete from app.fold_nodes where kind = :kind and entity = any(:entities)")
        .bind("kind", kind)
        .bind("entities", entities.toArray(String[]::new))
        .execute();
  }
}
