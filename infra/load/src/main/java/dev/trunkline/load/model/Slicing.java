package dev.trunkline.load.model;

import dev.trunkline.canonical.Manifest;
import dev.trunkline.load.scratch.Clusters;
import dev.trunkline.load.scratch.Spill;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cuts a system into slices, none of which has to do with another: whatever one event may change is
 * in its slice. Records and rows are told one by one, and kept elsewhere.
 */
public final class Slicing {

  private final Clusters clusters = new Clusters();
  private final Spill byPhone;

  /**
   * Nothing is told yet.
   *
   * @param byPhone a spill of one part, this slicing's own: which numbers unite is known only when
   *     everything has been told
   */
  public Slicing(Spill byPhone) {
    this.byPhone = byPhone;
  }

  /** A record of a canonical topic. */
  public void told(Copy copy) {
    int event = clusters.node("e:" + copy.eventId());
    unite(event, element(copy.deliveryId(), copy.index()));
    String source = copy.source();
    switch (copy.kind()) {
      case CALL -> call(event, copy.event());
      case LEAD -> {
        unite(event, "l:" + Person.aliasOf(copy));
        named(event, source, copy.text("vendor_lead_id"));
        phone(event, copy.text("phone"));
      }
      case CONVERSATION -> unite(event, "v:" + View.CONVERSATIONS.key(copy.event()));
      case RECORDING -> recording(event, copy.event());
      case ACTIVITY -> {
        // Is about nothing else.
      }
    }
  }

  /** A manifest: which slice an element is in, it does not tell by itself. */
  public void told(Manifest manifest) {
    for (Manifest.Element element : manifest.elements()) {
      int node = clusters.node(element(Copy.lower(manifest.deliveryId()), element.index()));
      if (element.eventIds() != null) {
        element.eventIds().forEach(id -> unite(node, "e:" + Copy.lower(id)));
      }
    }
  }

  /** A row of a view; the slice of what it gives is the row's. */
  public int told(View view, ObjectNode row) {
    return switch (view) {
      case CALLS -> {
        int call = call(clusters.node("c:" + text(row, "call_id")), row);
        lead(call, text(row, "lead_id"));
        yield call;
      }
      case CALL_EVENTS -> {
        int event = single(row);
        yield call(event, row);
      }
      case LEAD_TOUCHES -> {
        int event = single(row);
        lead(event, text(row, "lead_id"));
        named(event, text(row, "source"), nullable(row, "vendor_lead_id"));
        yield event;
      }
      case ACTIVITY -> single(row);
      case LEADS, LEAD_SOURCES -> clusters.node("l:" + text(row, "lead_id"));
      case LEAD_ALIASES -> {
        int lead = clusters.node("l:" + text(row, "lead_id"));
        lead(lead, text(row, "alias"));
        yield lead;
      }
      case CONVERSATIONS -> clusters.node("v:" + view.key(row));
      case RECORDINGS -> {
        int recording = clusters.node("r:" + view.key(row));
        recording(recording, row);
        yield recording;
      }
      case DELIVERIES -> {
        int element =
            clusters.node(element(text(row, "delivery_id"), row.path("delivery_index").asInt()));
        for (JsonNode id : row.path("event_ids")) {
          unite(element, "e:" + id.asString());
        }
        yield element;
      }
    };
  }

  /** Whether anything was told of one of these events. */
  public boolean knowsAny(JsonNode events) {
    for (JsonNode id : events) {
      if (clusters.knows("e:" + id.asString())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Everything has been told.
   *
   * @param guarded numbers that unite nobody, whatever else may become known
   */
  public void end(Set<String> guarded) {
    byPhone.each(
        0,
        record -> {
          ByteBuffer told = ByteBuffer.wrap(record);
          int node = told.getInt();
          String phone = StandardCharsets.UTF_8.decode(told).toString();
          if (!guarded.contains(phone)) {
            unite(node, "p:" + phone);
          }
        });
    byPhone.drop(0);
  }

  /** The slice that an element's records are in, of so many; asked after {@link #end}. */
  public int slice(String delivery, int index, int slices) {
    return slice(clusters.node(element(delivery, index)), slices);
  }

  /** The slice that a row is in. */
  public int slice(int node, int slices) {
    // Neighbours came together: they would fill one slice after the other.
    return Math.floorMod((clusters.of(node) * 0x9E3779B9) >>> 8, slices);
  }

  private static String element(String delivery, int index) {
    return "d:" + delivery + "/" + index;
  }

  private int single(ObjectNode row) {
    int event = clusters.node("e:" + text(row, "event_id"));
    unite(event, element(text(row, "delivery_id"), row.path("delivery_index").asInt()));
    return event;
  }

  private int call(int node, ObjectNode call) {
    String id = nullable(call, "call_id");
    if (id != null) {
      unite(node, "c:" + id);
    }
    named(node, text(call, "source"), nullable(call, "vendor_lead_id"));
    phone(node, nullable(call, "customer_phone"));
    return node;
  }

  private void recording(int node, ObjectNode recording) {
    // With its call, whichever part of it: else by the key that it has without one.
    String call = nullable(recording, "call_id");
    unite(node, call == null ? "r:" + View.RECORDINGS.key(recording) : "c:" + call);
  }

  private void lead(int node, String lead) {
    if (!lead.isEmpty()) {
      unite(node, "l:" + lead);
    }
  }

  private void named(int node, String source, @Nullable String id) {
    if (id != null) {
      unite(node, "i:" + source + "/" + id);
    }
  }

  private void phone(int node, @Nullable String phone) {
    if (phone != null) {
      byte[] text = phone.getBytes(StandardCharsets.UTF_8);
      byPhone.add(
          0, ByteBuffer.allocate(Integer.BYTES + text.length).putInt(node).put(text).array());
    }
  }

  private void unite(int node, String name) {
    clusters.unite(node, clusters.node(name));
  }

  private static String text(ObjectNode row, String column) {
    return row.hasNonNull(column) ? row.get(column).asString() : "";
  }

  private static @Nullable String nullable(ObjectNode row, String column) {
    return row.hasNonNull(column) ? row.get(column).asString() : null;
  }
}
