package dev.trunkline.load.model;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A view of the contract that the model knows: its key, and its columns that are compared. */
public enum View {
  CALLS(EventKind.CALL, "call_id"),
  LEADS(EventKind.LEAD, "lead_id"),
  LEAD_TOUCHES(null, "event_id"),
  LEAD_SOURCES(null, "lead_id/source"),
  LEAD_ALIASES(null, "alias"),
  CONVERSATIONS(EventKind.CONVERSATION, "source/conversation_id"),
  ACTIVITY(EventKind.ACTIVITY, "event_id"),
  CALL_EVENTS(EventKind.CALL, "event_id"),
  DELIVERIES(null, "delivery_id/delivery_index"),
  RECORDINGS(EventKind.RECORDING, "call_id/part");

  private final @Nullable EventKind kind;
  private final String key;

  View(@Nullable EventKind kind, String key) {
    this.kind = kind;
    this.key = key;
  }

  /** Its name in schema {@code analytics}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What tells a row from the view's other rows. */
  public String key(ObjectNode row) {
    if (this == RECORDINGS) {
      return row.hasNonNull("call_id")
          ? row.get("call_id").asString()
              + (row.hasNonNull("part") ? "#" + row.get("part").asString() : "")
          : row.path("source").asString("") + "/" + row.path("vendor_recording_id").asString("");
    }
    return Stream.of(key.split("/", -1))
        .map(column -> row.path(column).asString(""))
        .collect(Collectors.joining("/"));
  }

  /** The columns that the model knows; the view may have more. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>(own());
    if (kind != null) {
      columns.addAll(EventSchema.of(kind).business().keySet());
    }
    if (this == RECORDINGS) {
      // The view calls it attempts.
      columns.remove("attempt");
    }
    return columns.stream().distinct().toList();
  }

  private List<String> own() {
    return switch (this) {
      case CALLS ->
          List.of(
              "source",
              "vendor",
              "is_test",
              "occurred_at",
              "lead_id",
              "recording_status",
              "first_seen_at",
              "changed_at");
      case LEADS ->
          List.of(
              "lead_id",
              "first_source",
              "source",
              "vendor",
              "is_test",
              "occurred_at",
              "first_seen_at",
              "changed_at");
      case LEAD_TOUCHES ->
          List.of(
              "event_id",
              "event_type",
              "source",
              "vendor",
              "vendor_lead_id",
              "vendor_call_id",
              "occurred_at",
              "received_at",
              "delivery_id",
              "delivery_index",
              "lead_id",
              "is_primary");
      case LEAD_SOURCES ->
          List.of(
              "lead_id",
              "source",
              "vendor_lead_id",
              "status",
              "vendor_status",
              "first_touch_at",
              "last_touch_at",
              "touches");
      case LEAD_ALIASES -> List.of("alias", "lead_id");
      case CONVERSATIONS ->
          List.of("source", "vendor", "is_test", "occurred_at", "first_seen_at", "changed_at");
      case ACTIVITY, CALL_EVENTS ->
          List.of(
              "event_id",
              "event_type",
              "source",
              "vendor",
              "delivery_id",
              "delivery_index",
              "occurred_at",
              "received_at",
              "definition_hash",
              "is_test",
              "extras");
      case DELIVERIES ->
          List.of(
              "delivery_id",
              "delivery_index",
              "source",
              "received_at",
              "fate",
              "reason",
              "event_ids",
              "replay_id",
              "definition_hash");
      case RECORDINGS ->
          List.of(
              "source",
              "vendor",
              "is_test",
              "status",
              "attempts",
              "occurred_at",
              "first_seen_at",
              "changed_at");
    };
  }
}
