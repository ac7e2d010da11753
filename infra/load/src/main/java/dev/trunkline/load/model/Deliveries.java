package dev.trunkline.load.model;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of one element, by the latest processing of its delivery. */
final class Deliveries {

  private Deliveries() {}

  /**
   * Its row.
   *
   * @param duplicate whether all that it brought had been brought before
   * @param erased whether all that it brought was removed
   */
  static ObjectNode row(
      Manifest manifest, Manifest.Element element, boolean duplicate, boolean erased) {
    ObjectNode row = EventJson.mapper().createObjectNode();
    row.put("delivery_id", Copy.lower(manifest.deliveryId()));
    row.put("delivery_index", element.index());
    row.put("source", manifest.source());
    row.put("received_at", Copy.cut(manifest.receivedAt().toString()).toString());
    row.put(
        "fate",
        element.fate() == Fate.CANONICAL && duplicate ? "duplicate" : element.fate().wire());
    if (element.reason() != null) {
      row.put("reason", element.reason());
    } else if (erased) {
      row.put("reason", "erased");
    }
    if (element.eventIds() != null && !element.eventIds().isEmpty()) {
      ArrayNode ids = row.putArray("event_ids");
      element.eventIds().forEach(id -> ids.add(Copy.lower(id)));
    }
    if (manifest.replayId() != null) {
      row.put("replay_id", Copy.lower(manifest.replayId()));
    }
    if (manifest.definitionHash() != null) {
      row.put("definition_hash", manifest.definitionHash());
    }
    return row;
  }
}
