package dev.trunkline.load.model;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Elements of deliveries that told of erased persons. The topics keep what they told until it
 * expires; no row is made of it.
 *
 * @param elements when each was erased, by {@link #element}
 * @param payloads deliveries whose bytes named one
 */
public record Erased(Map<String, Instant> elements, Set<String> payloads) {

  /** Nobody was erased. */
  public static final Erased NONE = new Erased(Map.of(), Set.of());

  /** Copies the collections. */
  public Erased {
    elements = Map.copyOf(elements);
    payloads = Set.copyOf(payloads);
  }

  /** The name of an element. */
  public static String element(String delivery, int index) {
    return Copy.lower(delivery) + "/" + index;
  }

  /** Whether this element is one of them. */
  public boolean has(String delivery, int index) {
    return !elements.isEmpty() && elements.containsKey(element(delivery, index));
  }

  /** The name of the element that this event is of. */
  public static String element(JsonNode event) {
    return element(event.path("delivery_id").asString(""), event.path("delivery_index").asInt(0));
  }

  /** Whether this event is of one of them. */
  public boolean has(JsonNode event) {
    return !elements.isEmpty() && elements.containsKey(element(event));
  }

  /**
   * Whether a row may lack this column: what no mapping used of bytes that named an erased person
   * is taken out of others' events.
   */
  boolean mayLack(ObjectNode row, String column) {
    return column.equals("extras")
        && !row.hasNonNull(column)
        && payloads.contains(row.path("delivery_id").asString(""));
  }

  /** When this element was erased; null if it was not. */
  public @Nullable Instant since(String element) {
    return elements.get(element);
  }

  /** Those of these events that rows are made of. */
  public List<Copy> without(Collection<Copy> copies) {
    return copies.stream().filter(copy -> !has(copy.deliveryId(), copy.index())).toList();
  }
}
