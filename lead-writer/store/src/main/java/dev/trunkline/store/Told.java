package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import org.jspecify.annotations.Nullable;

/**
 * A canonical record as it came from its topic.
 *
 * @param replayId UUIDv7 of the replay whose processing published it; null for the live processing
 * @param json the record's own text, kept as it is: fields that we do not know survive in the log
 */
public record Told(CanonicalEvent event, @Nullable String replayId, String json) {

  /**
   * A record of a canonical topic.
   *
   * @param value UTF-8 JSON
   * @throws RuntimeException if it is not an event of this kind; its message may quote the value
   */
  public static Told read(EventKind kind, byte[] value, @Nullable String replayId) {
    CanonicalEvent event = EventJson.read(kind, value);
    Incomplete.requireId("event_id", event.eventId());
    Incomplete.requireId("delivery_id", event.deliveryId());
    Incomplete.require("event_type", event.eventType());
    Incomplete.require("source", event.source());
    Incomplete.require("occurred_at", event.occurredAt());
    Incomplete.require("received_at", event.receivedAt());
    return new Told(event, replayId, new String(value, UTF_8));
  }
}
