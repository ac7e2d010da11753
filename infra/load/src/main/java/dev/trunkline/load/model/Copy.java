package dev.trunkline.load.model;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import dev.trunkline.canonical.FieldType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One record of a canonical topic: an event as one processing of one delivery published it. Times
 * are cut to the microsecond and ids are in lower case, as Postgres keeps them.
 *
 * @param event its fields by their wire names; an absent one is left out
 * @param replayId of the replay that published it; empty for the live processing, the least
 * @param receivedAt as the event says: folds compare it often
 * @param occurredAt likewise
 */
public record Copy(
    EventKind kind, ObjectNode event, String replayId, Instant receivedAt, Instant occurredAt) {

  /** With its times as the event says. */
  public Copy(EventKind kind, ObjectNode event, String replayId) {
    this(
        kind,
        event,
        replayId,
        Instant.parse(event.get("received_at").asString()),
        Instant.parse(event.get("occurred_at").asString()));
  }

  /**
   * A record of a canonical topic.
   *
   * @param json UTF-8
   * @param replayId null for the live processing
   * @throws RuntimeException if it is no JSON object
   */
  public static Copy read(EventKind kind, byte[] json, @Nullable String replayId) {
    ObjectNode event = (ObjectNode) EventJson.mapper().readTree(json);
    EventSchema schema = EventSchema.of(kind);
    Stream.of(schema.envelope(), schema.business())
        .map(Map::values)
        .flatMap(fields -> fields.stream())
        .filter(field -> field.type() == FieldType.INSTANT)
        .map(Field::name)
        .filter(event::hasNonNull)
        .forEach(name -> event.put(name, cut(event.get(name).asString()).toString()));
    for (String id : new String[] {"event_id", "delivery_id"}) {
      event.put(id, lower(event.get(id).asString()));
    }
    return new Copy(kind, event, lower(replayId == null ? "" : replayId));
  }

  /** A field's value, or null where the event does not tell it. */
  @Nullable JsonNode value(String field) {
    return event.hasNonNull(field) ? event.get(field) : null;
  }

  /** A field's text, or null where the event does not tell it. */
  @Nullable String text(String field) {
    JsonNode value = value(field);
    return value == null ? null : value.asString();
  }

  String eventId() {
    return event.get("event_id").asString();
  }

  String source() {
    return event.get("source").asString();
  }

  String type() {
    return event.get("event_type").asString();
  }

  String deliveryId() {
    return event.get("delivery_id").asString();
  }

  int index() {
    return event.get("delivery_index").asInt();
  }

  /** Whether it only says that there is something to pull: it makes no row of its own. */
  boolean isNotification() {
    return type().equals("call.notify") || type().equals("lead.notify");
  }

  static Instant cut(String time) {
    return Instant.parse(time).truncatedTo(ChronoUnit.MICROS);
  }

  static String lower(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}
