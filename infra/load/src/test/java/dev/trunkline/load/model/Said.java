package dev.trunkline.load.model;

import dev.trunkline.canonical.EventId;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one event says, whoever brings it and whenever.
 *
 * @param fields the business fields but {@code call_id}, which follows from the source
 * @param at the time that the vendor states; null: none, so the receipt stands in
 * @param repeats whether every delivery of it is another event ({@code repeats: new})
 */
record Said(String type, Map<String, Object> fields, @Nullable Instant at, boolean repeats) {

  static Said of(String type, @Nullable Instant at, Object... fields) {
    Map<String, Object> map = new TreeMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      map.put((String) fields[i], fields[i + 1]);
    }
    return new Said(type, map, at, false);
  }

  Said anew() {
    return new Said(type, fields, at, true);
  }

  Said with(String field, @Nullable Object value) {
    Map<String, Object> changed = new TreeMap<>(fields);
    if (value == null) {
      changed.remove(field);
    } else {
      changed.put(field, value);
    }
    return new Said(type, changed, at, repeats);
  }

  Said at(Instant time) {
    return new Said(type, fields, time, repeats);
  }

  EventKind kind() {
    return EventType.find(type).kind();
  }

  String eventId(Processing of, int index) {
    String entity = entity(of.source());
    return EventId.of(
            of.source(),
            entity,
            EventType.find(type),
            at == null ? null : at.toString(),
            all(of.source()),
            repeats || entity == null ? new EventId.Occurrence(of.deliveryId(), index) : null)
        .toString();
  }

  Published published(Processing of, int index) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("event_id", eventId(of, index));
    json.put("event_type", type);
    json.put("source", of.source());
    json.put("vendor", of.source() + "-vendor");
    json.put("delivery_id", of.deliveryId());
    json.put("delivery_index", index);
    json.put("occurred_at", (at == null ? of.receivedAt() : at).toString());
    json.put("received_at", of.receivedAt().toString());
    json.put("definition_hash", "h" + (of.replayId() == null ? "" : of.replayId()));
    json.put("extras", "{\"by\":\"" + of.deliveryId() + "\"}");
    json.putAll(all(of.source()));
    return new Published(kind(), EventJson.mapper().writeValueAsString(json), of.replayId());
  }

  private Map<String, Object> all(String source) {
    Map<String, Object> all = new TreeMap<>(fields);
    if (fields.containsKey("vendor_call_id") && kind() != EventKind.LEAD) {
      all.put("call_id", source + "/" + fields.get("vendor_call_id"));
    }
    return all;
  }

  private @Nullable String entity(String source) {
    Object id =
        switch (kind()) {
          case CALL -> fields.get("vendor_call_id");
          case LEAD -> fields.get("vendor_lead_id");
          case CONVERSATION -> fields.get("conversation_id");
          case ACTIVITY -> fields.get("subject_id");
          case RECORDING ->
              fields.getOrDefault("vendor_call_id", fields.get("vendor_recording_id"));
        };
    return id == null ? null : source + "/" + id;
  }
}
