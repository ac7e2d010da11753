package dev.trunkline.load;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import java.util.Map;

/** An event to plant on a topic. */
final class Planted {

  static final String EVENT = "5f0c1c1e-0c55-5a5e-8d7e-000000000001";

  private Planted() {}

  static CanonicalEvent call(String delivery) {
    return EventJson.of(
        EventKind.CALL,
        Map.ofEntries(
            Map.entry("event_id", EVENT),
            Map.entry("event_type", "call.completed"),
            Map.entry("source", "onecom"),
            Map.entry("vendor", "onecom"),
            Map.entry("delivery_id", delivery),
            Map.entry("delivery_index", 0),
            Map.entry("occurred_at", "2026-03-01T10:00:00Z"),
            Map.entry("received_at", "2026-03-01T10:00:00Z"),
            Map.entry("definition_hash", "hash"),
            Map.entry("call_id", "onecom/1"),
            Map.entry("vendor_call_id", "1")));
  }

  static CanonicalEvent recording(String delivery) {
    return EventJson.of(
        EventKind.RECORDING,
        Map.ofEntries(
            Map.entry("event_id", EVENT),
            Map.entry("event_type", "recording.found"),
            Map.entry("source", "onecom"),
            Map.entry("vendor", "onecom"),
            Map.entry("delivery_id", delivery),
            Map.entry("delivery_index", 0),
            Map.entry("occurred_at", "2026-03-01T10:00:00Z"),
            Map.entry("received_at", "2026-03-01T10:00:00Z"),
            Map.entry("definition_hash", "hash"),
            Map.entry("vendor_recording_id", "r1")));
  }
}
