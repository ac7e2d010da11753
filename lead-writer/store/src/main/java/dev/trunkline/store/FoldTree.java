package dev.trunkline.store;

import dev.trunkline.canonical.EventKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Folds an entity that has many events: a tree of partial folds over the digits of their ids. A
 * change costs the events of one leaf and the few witnesses of the nodes above it, however many
 * events there are. Whoever changes it holds the entity.
 */
final class FoldTree {

  /**
   * Most events of a leaf, and of an entity that is folded without a tree. Tests make trees of few
   * events by {@code trunkline.store.leaf}; a database keeps to one value.
   */
  static final int LEAF = Integer.getInteger("trunkline.store.leaf", 64);

  private static final String DIGITS = "0123456789abcdef";

  private static final Comparator<String> DEEPEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private final EventKind kind;
  private final Facts facts;
  private final FoldNodes nodes;

  FoldTree(EventKind kind, Facts facts, FoldNodes nodes) {
    this.kind = kind;
    this.facts = facts;
    this.nodes = nodes;
  }

  /**
   * Brings the tree in line with the entity's events.
   *
   * @param changed ids of events that began or ceased to count, or whose copy is another
   * @param grew whether all of them began to
   * @return the witnesses of all the entity's events
   */
  List<LoggedEvent> refresh(String entity, Set<String> changed, boolean grew) {
    Map<String, Node> known = nodes.path(entity, changed);
    List<LoggedEvent> witnesses =
        known.containsKey("") ? new Refresh(entity, known, grew).run(changed) : null;
    return witnesses == null ? plant(entity) : witnesses;
  }

  private List<LoggedEvent> plant(String entity) {
    nodes.drop(List.of(entity));
    Map<String, Node> built = new HashMap<>();
    Node root = build("", facts.beginning(entity, List.of("")), built);
    nodes.write(entity, built.values(), List.of());
    return root.events();
  }

  /** Forgets the entity. */
  void drop(Collection<String> entities) {
    nodes.drop(entities);
  }

  /** The node of these events, and everything below it. */
  private Node build(String prefix, List<LoggedEvent> events, Map<String, Node> built) {
    boolean leaf = events.size() <= LEAF || prefix.length() == Prefix.LONGEST;
    List<LoggedEvent> base = events;
    if (!leaf) {
      Map<String, List<LoggedEvent>> children = new HashMap<>();
      for (LoggedEvent event : events) {
        children
            .computeIfAbsent(Prefix.of(event.id(), prefix.length() + 1), p -> new ArrayList<>())
            .add(event);
      }
      base = new ArrayList<>();
      for (Map.Entry<String, List<LoggedEvent>> child : children.entrySet()) {
        base.addAll(build(child.getKey(), child.getValue(), built).events());
      }
    }
    Node node = Node.of(kind, prefix, leaf, events.size(), base);
    built.put(prefix, node);
    return node;
  }

  /**
   * A partial fold.
   *
   * @param count of the events below a leaf; of an inner node it means nothing
   * @param witnesses ids of the events that decide
   * @param events the witnesses themselves; empty where they were not needed yet
   */
  record Node(
      String prefix, boolean leaf, int count, List<String> witnesses, List<LoggedEvent> events) {

    static Node of(
        EventKind kind, String prefix, boolean leaf, int count, Collection<LoggedEvent> base) {
      List<LoggedEvent> witnesses = base.isEmpty() ? List.of() : Fold.witnesses(kind, base);
      List<String> ids = witnesses.stream().map(LoggedEvent::id).sorted().toList();
      return new Node(prefix, leaf, count, ids, witnesses);
    }
  }

  /** One refreshing of one entity's tree. */
  private final class Refresh {

    private final String entity;
    private final Map<String, Node> known;
    private final boolean grew;
    private final Map<String, Node> written = new HashMap<>();
    private final Set<String> gone = new HashSet<>();

    /** Somebody changed the log by hand: the tree is grown anew. */
    private boolean drifted;

    Refresh(String entity, Map<String, Node> known, boolean grew) {
      this.entity = entity;
      this.known = known;
      this.grew = grew;
    }

    /** The witnesses of all events; null if the tree names events that count no longer. */
    @Nullable List<LoggedEvent> run(Set<String> changed) {
      Map<String, Set<String>> byLeaf = new HashMap<>();
      changed.forEach(id -> byLeaf.computeIfAbsent(leaf(id), leaf -> new HashSet<>()).add(id));
      leaves(byLeaf);
      Set<String> inner = new TreeSet<>(DEEPEST_FIRST);
      for (String leaf : byLeaf.keySet()) {
        for (int length = leaf.length() - 1; length >= 0; length--) {
          inner.add(leaf.substring(0, length));
        }
      }
      merge(inner);
      if (drifted) {
        return null;
      }
      nodes.write(entity, written.values(), gone);
      Node root = written.get("");
      return root == null ? List.of() : root.events();
    }

    /** The leaf that an event belongs to; it may have to be made. */
    private String leaf(String id) {
      String digits = Prefix.digits(id);
      int length = 0;
      Node node = known.get("");
      while (node != null && !node.leaf()) {
        length++;
        node = known.get(digits.substring(0, length));
      }
      return digits.substring(0, length);
    }

    private void leaves(Map<String, Set<String>> byLeaf) {
      Set<String> read = new HashSet<>();
      Set<String> ids = new HashSet<>();
      byLeaf.forEach(
          (leaf, changed) -> {
            Node node = known.get(leaf);
            if (grew && (node == null ? 0 : node.count()) + changed.size() <= LEAF) {
              ids.addAll(changed);
              ids.addAll(node == null ? List.of() : node.witnesses());
            } else {
              read.add(leaf);
            }
          });
      Map<String, LoggedEvent> byId = facts.of(entity, ids);
      Map<String, List<LoggedEvent>> byPrefix = new HashMap<>();
      for (LoggedEvent event : facts.beginning(entity, read)) {
        byPrefix.computeIfAbsent(leaf(event.id()), leaf -> new ArrayList<>()).add(event);
      }
      byLeaf.forEach(
          (leaf, changed) -> {
            if (read.contains(leaf)) {
              List<LoggedEvent> events = byPrefix.getOrDefault(leaf, List.of());
              if (events.isEmpty()) {
                gone.add(leaf);
              } else {
                build(leaf, events, written);
              }
              return;
            }
            Node node = known.get(leaf);
            Set<String> base = new HashSet<>(changed);
            base.addAll(node == null ? List.of() : node.witnesses());
            int count = (node == null ? 0 : node.count()) + changed.size();
            written.put(leaf, Node.of(kind, leaf, true, count, all(byId, base)));
          });
    }

    /** Merges what is below into the nodes above, the deepest first. */
    private void merge(Set<String> inner) {
      Map<String, Node> siblings = grew ? Map.of() : nodes.children(entity, inner);
      Set<String> needed = new HashSet<>();
      inner.forEach(prefix -> needed.addAll(grew ? of(known.get(prefix)) : List.of()));
      siblings.forEach(
          (prefix, node) -> {
            if (!written.containsKey(prefix) && !gone.contains(prefix) && !inner.contains(prefix)) {
              needed.addAll(node.witnesses());
            }
          });
      Map<String, LoggedEvent> byId = facts.of(entity, needed);
      for (String prefix : inner) {
        List<LoggedEvent> base =
            new ArrayList<>(grew ? all(byId, of(known.get(prefix))) : List.of());
        for (int i = 0; i < DIGITS.length(); i++) {
          String child = prefix + DIGITS.charAt(i);
          Node fresh = written.get(child);
          Node sibling = siblings.get(child);
          if (fresh != null) {
            base.addAll(fresh.events());
          } else if (sibling != null && !gone.contains(child)) {
            base.addAll(all(byId, sibling.witnesses()));
          }
        }
        if (base.isEmpty()) {
          gone.add(prefix);
        } else {
          written.put(prefix, Node.of(kind, prefix, false, 0, Fold.distinct(base)));
        }
      }
    }

    private static List<String> of(@Nullable Node node) {
      return node == null ? List.of() : node.witnesses();
    }

    private List<LoggedEvent> all(Map<String, LoggedEvent> byId, Collection<String> ids) {
      List<LoggedEvent> events = new ArrayList<>();
      for (String id : ids) {
        LoggedEvent event = byId.get(id);
        if (event == null) {
          drifted = true;
        } else {
          events.add(event);
        }
      }
      return events;
    }
  }
}
