package dev.trunkline.store;

import dev.trunkline.canonical.EventId;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells events, deliveries and manifests as the normalizer would. */
final class Story {

  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private Story() {}

  /** A delivery id that is as old as its number says. */
  static String delivery(long n) {
    return new UUID((0x0195_0000_0000L + n) << 16 | 0x7000, 0x8000_0000_0000_0000L | n).toString();
  }

  /** A replay id; greater numbers are later. */
  static String replay(long n) {
    return new UUID((0x0196_0000_0000L + n) << 16 | 0x7000, 0x8000_0000_0000_0000L | n).toString();
  }

  /** One element of one delivery, received that many seconds after the start. */
  record At(String delivery, int index, long second, @Nullable String replay) {

    static At second(long second) {
      return new At(Story.delivery(second), 0, second, null);
    }

    At index(int other) {
      return new At(delivery, other, second, replay);
    }

    At replay(long n) {
      return new At(delivery, index, second, Story.replay(n));
    }

    Told call(String id, String type, Object... fields) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("call_id", "onecom/" + id);
      all.put("vendor_call_id", id);
      all.putAll(map(fields));
      return told(EventKind.CALL, "onecom", type, "onecom/" + id, all);
    }

    Told lead(String source, Object... fields) {
      Map<String, Object> all = map(fields);
      Object id = all.get("vendor_lead_id");
      Object entity = id == null ? all.get("phone") : source + "/" + id;
      return told(
          EventKind.LEAD, source, "lead.updated", entity == null ? null : entity.toString(), all);
    }

    Told other(EventKind kind, String source, String type, Object... fields) {
      return told(kind, source, type, "x", map(fields));
    }

    private Told told(
        EventKind kind,
        String source,
        String type,
        @Nullable String entity,
        Map<String, Object> fields) {
      Map<String, Object> business = new LinkedHashMap<>(fields);
      Object stated = business.remove("occurred_at");
      EventId.Occurrence occurrence =
          entity == null ? new EventId.Occurrence(delivery, index) : null;
      Map<String, Object> all = new LinkedHashMap<>();
      all.put(
          "event_id",
          EventId.of(
                  source,
                  entity,
                  EventType.find(type),
                  stated == null ? null : stated.toString(),
                  business,
                  occurrence)
              .toString());
      all.put("event_type", type);
      all.put("source", source);
      all.put("vendor", source);
      all.put("delivery_id", delivery);
      all.put("delivery_index", index);
      all.put("received_at", START.plusSeconds(second).toString());
      all.put("occurred_at", stated == null ? START.plusSeconds(second).toString() : stated);
      all.put("definition_hash", "hash");
      all.putAll(business);
      return Told.read(kind, EventJson.mapper().writeValueAsBytes(all), replay);
    }
  }

  static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** What a processing of the delivery of these events says of them; one element for each index. */
  static Manifest manifest(Told first, Told... more) {
    List<Told> all = new ArrayList<>(List.of(first));
    all.addAll(Arrays.asList(more));
    List<Manifest.Element> elements = new ArrayList<>();
    int last = all.stream().mapToInt(told -> told.event().deliveryIndex()).max().orElseThrow();
    for (int i = 0; i <= last; i++) {
      int index = i;
      List<String> ids =
          all.stream()
              .filter(told -> told.event().deliveryIndex() == index)
              .map(told -> told.event().eventId())
              .toList();
      elements.add(
          ids.isEmpty()
              ? new Manifest.Element(index, Fate.IGNORED, "tells of nothing", null)
              : new Manifest.Element(index, Fate.CANONICAL, null, ids));
    }
    return new Manifest(
        first.event().deliveryId(),
        first.replayId(),
        first.event().source(),
        first.event().receivedAt(),
        "hash",
        elements);
  }

  /** The manifest of a processing that made nothing of the delivery. */
  static Manifest nothing(At at, String source) {
    return new Manifest(
        at.delivery(), at.replay(), source, START.plusSeconds(at.second()), "hash", List.of());
  }
}
