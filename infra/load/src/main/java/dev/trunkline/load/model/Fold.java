package dev.trunkline.load.model;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Many distinct events about one thing become one row (architecture, Fold; store, "The fold"). */
final class Fold {

  private static final Duration AHEAD = Duration.ofMinutes(5);

  /** The order of the events of one thing, the latest last. */
  static final Comparator<Copy> ORDER =
      Comparator.comparing(Fold::isFinalReport)
          .thenComparing(Fold::bounded)
          .thenComparing(Copy::receivedAt)
          .thenComparing(Copy::eventId);

  private Fold() {}

  /**
   * The row of these events; every field of the kind that any of them tells.
   *
   * @param events distinct, at least one, all of this kind
   */
  static ObjectNode of(EventKind kind, Collection<Copy> events) {
    ObjectNode row = EventJson.mapper().createObjectNode();
    Copy latest = events.stream().max(ORDER).orElseThrow();
    row.set("source", latest.value("source"));
    row.set("vendor", latest.value("vendor"));
    row.set("occurred_at", latest.value("occurred_at"));
    row.put("first_seen_at", firstSeen(events).toString());
    row.put("changed_at", lastSeen(events).toString());
    for (List<String> group : groups(kind)) {
      events.stream()
          .filter(event -> Worth.of(kind, group, event) > 0)
          .max(
              Comparator.<Copy>comparingInt(event -> Worth.of(kind, group, event))
                  .thenComparing(ORDER))
          .ifPresent(winner -> take(row, group, winner));
    }
    return row;
  }

  static Instant firstSeen(Collection<Copy> events) {
    return events.stream().map(Copy::receivedAt).min(Comparator.naturalOrder()).orElseThrow();
  }

  static Instant lastSeen(Collection<Copy> events) {
    return events.stream().map(Copy::receivedAt).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** What comes whole from one event: the groups of the design, every other field singly. */
  private static List<List<String>> groups(EventKind kind) {
    List<List<String>> groups =
        new ArrayList<>(
            switch (kind) {
              case CALL ->
                  List.of(
                      List.of("status", "vendor_disposition"),
                      List.of("customer_phone", "customer_phone_raw", "customer_phone_status"),
                      List.of("agent_id", "agent_name", "agent_phone"),
                      List.of("duration_s", "talk_s"),
                      List.of("recording_url", "vendor_recording_id"));
              case LEAD ->
                  List.of(
                      List.of("status", "vendor_status"),
                      List.of("phone", "phone_raw", "phone_status"));
              case CONVERSATION -> List.of(List.of("message_id", "sender", "text"));
              case ACTIVITY, RECORDING -> List.<List<String>>of();
            });
    Set<String> grouped = Set.copyOf(groups.stream().flatMap(List::stream).toList());
    groups.add(List.of("is_test"));
    EventSchema.of(kind).business().keySet().stream()
        .filter(field -> !grouped.contains(field))
        .forEach(field -> groups.add(List.of(field)));
    return groups;
  }

  private static void take(ObjectNode row, List<String> group, Copy winner) {
    for (String field : group) {
      if (winner.value(field) != null) {
        row.set(field, winner.value(field));
      }
    }
  }

  private static boolean isFinalReport(Copy event) {
    return event.type().equals("call.completed") || event.type().equals("call.logged");
  }

  /** A clock that runs ahead does not pin a row for ever. */
  private static Instant bounded(Copy event) {
    Instant bound = event.receivedAt().plus(AHEAD);
    return event.occurredAt().isBefore(bound) ? event.occurredAt() : bound;
  }

  /** A field of the latest event that has it, or null. */
  static @Nullable String text(ObjectNode row, String field) {
    return row.hasNonNull(field) ? row.get(field).asString() : null;
  }
}
