package dev.trunkline.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ties that belong together, and the uniting keys that they name.
 *
 * @param keys empty where a single event names none
 */
record Part(List<Tie> ties, Set<String> keys) {

  /**
   * Takes ties apart into what belongs together; the largest part first.
   *
   * @param uniting the keys that unite; others do not count
   */
  static List<Part> of(Collection<Tie> ties, Set<String> uniting) {
    Groups groups = new Groups();
    Map<String, Tie> byName = new HashMap<>();
    for (Tie tie : ties) {
      String name = "e:" + tie.event();
      byName.put(name, tie);
      groups.add(name);
      tie.keys().stream().filter(uniting::contains).forEach(key -> groups.unite(name, key));
    }
    List<Part> parts = new ArrayList<>();
    for (List<String> names : groups.all()) {
      Part part = new Part(new ArrayList<>(), new HashSet<>());
      for (String name : names) {
        Tie tie = byName.get(name);
        if (tie == null) {
          part.keys().add(name);
        } else {
          part.ties().add(tie);
        }
      }
      parts.add(part);
    }
    parts.sort((a, b) -> Integer.compare(b.ties().size(), a.ties().size()));
    return parts;
  }
}
