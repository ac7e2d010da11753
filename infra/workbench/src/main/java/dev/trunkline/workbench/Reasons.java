package dev.trunkline.workbench;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts reasons; keeps no endless list of them. */
final class Reasons {

  private static final int MOST = 1_000;
  private static final int SHOWN = 10;

  private final Map<String, Long> counts = new HashMap<>();

  void add(String reason) {
    counts.merge(
        counts.size() < MOST || counts.containsKey(reason) ? reason : "others", 1L, Long::sum);
  }

  /** The commonest, most first. */
  Map<String, Long> most() {
    Map<String, Long> most = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .limit(SHOWN)
        .forEach(reason -> most.put(reason.getKey(), reason.getValue()));
    return most;
  }
}
