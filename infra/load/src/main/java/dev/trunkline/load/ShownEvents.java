package dev.trunkline.load;

import dev.trunkline.load.model.Erased;
import dev.trunkline.load.model.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the contract's views show of elements and single events.
 *
 * @param fates of each element, as {@code delivery_id/index}
 * @param events ids in the views that show single events
 * @param judged those of them that a judged delivery brought first, and that are not erased
 * @param erased the elements of erased ones, by event id, whichever delivery brought them
 * @param twice what is shown more than once, in words
 */
record ShownEvents(
    Map<String, String> fates,
    Set<String> events,
    Set<String> judged,
    Map<String, String> erased,
    List<String> twice) {

  private static final List<View> SINGLE =
      List.of(View.CALL_EVENTS, View.LEAD_TOUCHES, View.ACTIVITY);

  /** Of these rows, by view. */
  static ShownEvents of(Map<View, List<ObjectNode>> rows, Predicate<String> judges, Erased erased) {
    Map<String, String> fates = new HashMap<>();
    for (ObjectNode row : rows.getOrDefault(View.DELIVERIES, List.of())) {
      if (judges.test(text(row, "delivery_id"))) {
        fates.put(View.DELIVERIES.key(row), text(row, "fate"));
      }
    }
    Set<String> events = new HashSet<>();
    Set<String> judged = new HashSet<>();
    Map<String, String> gone = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (View view : SINGLE) {
      for (ObjectNode row : rows.getOrDefault(view, List.of())) {
        String event = text(row, "event_id");
        if (!events.add(event)) {
          twice.add("event " + event + " is in the views twice");
        }
        if (erased.has(row)) {
          gone.put(event, Erased.element(row));
        } else if (judges.test(text(row, "delivery_id"))) {
          judged.add(event);
        }
      }
    }
    return new ShownEvents(fates, events, judged, gone, twice);
  }

  private static String text(ObjectNode row, String column) {
    return row.path(column).asString("");
  }
}
