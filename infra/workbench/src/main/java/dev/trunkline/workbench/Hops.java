package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * How long an event was on its way, hop by hop. When the normalizer had read it is kept nowhere, so
 * it and the lead-writer are one hop.
 */
final class Hops {

  private Hops() {}

  /**
   * From the vendor to the row; {@code ms} is left out where a time is not kept.
   *
   * @param event of a trace
   * @param payload of its delivery; null where it is not in the archive
   */
  static ArrayNode of(JsonNode event, @Nullable JsonNode payload) {
    String occurred = text(event, "occurred_at");
    String received = text(event, "received_at");
    // A replay writes what came long ago.
    String written = event.has("replay_id") ? "" : text(event, "written_at");
    String raw = payload == null ? "" : text(payload, "raw_at");
    ArrayNode hops = EventJson.mapper().createArrayNode();
    hop(hops, "occurred", "door", occurred, received);
    hop(hops, "door", "raw topic", received, raw);
    hop(hops, "raw topic", "row", raw, written);
    hop(hops, "door", "row", received, written);
    return hops;
  }

  /** For people, in one line. */
  static String sentence(ArrayNode hops) {
    StringBuilder line = new StringBuilder();
    for (JsonNode hop : hops) {
      line.append(line.isEmpty() ? "" : ", ")
          .append(hop.path("from").asString())
          .append(" → ")
          .append(hop.path("to").asString())
          .append(hop.has("ms") ? " %,d ms".formatted(hop.path("ms").asLong()) : " not kept");
    }
    return line.toString();
  }

  private static void hop(ArrayNode hops, String from, String to, String begun, String ended) {
    var hop = hops.addObject().put("from", from).put("to", to);
    if (!begun.isEmpty() && !ended.isEmpty()) {
      hop.put(
          "ms",
          Duration.between(OffsetDateTime.parse(begun), OffsetDateTime.parse(ended)).toMillis());
    }
  }

  private static String text(JsonNode row, String name) {
    return row.path(name).asString("");
  }
}
