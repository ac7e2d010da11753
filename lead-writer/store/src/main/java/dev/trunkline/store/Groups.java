package dev.trunkline.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What belongs together, transitively: a union-find over names. */
final class Groups {

  private final Map<String, String> parents = new HashMap<>();

  /** Adds a name that may belong to nothing. */
  void add(String name) {
    parents.putIfAbsent(name, name);
  }

  /** Says that two names belong together. */
  void unite(String a, String b) {
    add(a);
    add(b);
    parents.put(root(a), root(b));
  }

  /** Every name once, by what it belongs to. */
  Collection<List<String>> all() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String name : List.copyOf(parents.keySet())) {
      groups.computeIfAbsent(root(name), root -> new ArrayList<>()).add(name);
    }
    return groups.values();
  }

  private String root(String name) {
    String at = name;
    String next = parents.getOrDefault(at, at);
    while (!next.equals(at)) {
      // Halving the way keeps ways short.
      String after = parents.getOrDefault(next, next);
      parents.put(at, after);
      at = after;
      next = parents.getOrDefault(at, at);
    }
    return at;
  }
}
