package dev.trunkline.load.model;

import dev.trunkline.canonical.EventKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which events a row is made of, by the topics and by the views.
 *
 * @param told whether the row has to do with this record
 * @param shown whether it has to do with this row of a view that shows single events
 */
record Trail(Predicate<Copy> told, Predicate<ObjectNode> shown) {

  /** Of a longer history the beginning is told. */
  static final int MOST = 20;

  /** The views that show events singly. */
  static final List<View> SINGLE = List.of(View.CALL_EVENTS, View.LEAD_TOUCHES, View.ACTIVITY);

  /** The trail of a view's row, which the views show, or the model, or both. */
  static Trail of(View view, String key, ObjectNode row, Model model) {
    return switch (view) {
      case CALLS ->
          new Trail(
              copy ->
                  (copy.kind() == EventKind.CALL || copy.kind() == EventKind.RECORDING)
                      && key.equals(copy.text("call_id")),
              event -> key.equals(event.path("call_id").asString("")));
      case CALL_EVENTS, LEAD_TOUCHES, ACTIVITY ->
          new Trail(
              copy -> copy.eventId().equals(key),
              event -> key.equals(event.path("event_id").asString("")));
      case LEADS, LEAD_SOURCES, LEAD_ALIASES -> {
        String lead = row.path("lead_id").asString("");
        Set<String> ids = new HashSet<>();
        model.persons().all().stream()
            .filter(person -> person.leadId().equals(lead))
            .forEach(person -> person.events().forEach(event -> ids.add(event.eventId())));
        yield new Trail(
            copy -> ids.contains(copy.eventId()),
            event -> lead.equals(event.path("lead_id").asString("")));
      }
      case CONVERSATIONS ->
          new Trail(
              copy -> copy.kind() == EventKind.CONVERSATION && view.key(copy.event()).equals(key),
              event -> false);
      case RECORDINGS ->
          new Trail(
              copy -> copy.kind() == EventKind.RECORDING && view.key(copy.event()).equals(key),
              event -> false);
      case DELIVERIES ->
          new Trail(
              copy -> (copy.deliveryId() + "/" + copy.index()).equals(key),
              event -> view.key(event).equals(key));
    };
  }

  /** The history by the topics, in the order of receipt. */
  List<String> byTopics(Collection<Copy> copies, Model model) {
    return copies.stream()
        .filter(told)
        .sorted(
            Comparator.comparing(Copy::receivedAt)
                .thenComparing(Copy::deliveryId)
                .thenComparing(Copy::replayId)
                .thenComparing(Copy::eventId))
        .distinct()
        .limit(MOST)
        .map(
            copy ->
                "  told:  event %s %s of delivery %s/%d%s, received %s, %s"
                    .formatted(
                        copy.eventId(),
                        copy.type(),
                        copy.deliveryId(),
                        copy.index(),
                        copy.replayId().isEmpty() ? "" : " by replay " + copy.replayId(),
                        copy.receivedAt(),
                        standing(copy, model)))
        .toList();
  }

  private static String standing(Copy copy, Model model) {
    if (model.erased().has(copy.deliveryId(), copy.index())) {
      return "erased";
    }
    if (model.isDistinct(copy)) {
      return "live";
    }
    return model.isLive(copy) ? "live, told before" : "superseded";
  }

  /** A row of a view that shows single events, as one line of the history by the views. */
  static String byViews(View view, ObjectNode row) {
    return "  shown: event %s %s of delivery %s/%s, received %s, in %s"
        .formatted(
            row.path("event_id").asString("?"),
            row.path("event_type").asString("?"),
            row.path("delivery_id").asString("?"),
            row.path("delivery_index").asString("?"),
            row.path("received_at").asString("?"),
            view.wire());
  }
}
