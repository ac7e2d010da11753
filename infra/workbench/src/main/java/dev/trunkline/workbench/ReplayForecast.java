package dev.trunkline.workbench;

import dev.trunkline.canonical.Fate;
import dev.trunkline.store.RowsForecast;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a replay would come to.
 *
 * @param elements of its deliveries, by what becomes of them
 * @param reasons of the dead ones, most first
 * @param refused events that the database would not take; they would be dead letters of the writer
 * @param rows what becomes of the views' rows
 */
record ReplayForecast(
    Map<Fate, Long> elements, Map<String, Long> reasons, long refused, List<RowsForecast> rows) {

  /** Copies the list. */
  ReplayForecast {
    elements = new EnumMap<>(elements);
    rows = List.copyOf(rows);
  }

  /** How many elements would come to this. */
  long of(Fate fate) {
    return elements.getOrDefault(fate, 0L);
  }
}
