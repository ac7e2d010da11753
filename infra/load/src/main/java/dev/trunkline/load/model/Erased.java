package dev.trunkline.load.model;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Elements of deliveries that told of erased persons. The topics keep what they told until it
 * expires; no row is made of it.
 *
 * @param elements when each was erased, by {@link #element}
 */
public record Erased(Map<String, Instant> elements) {

  /** Nobody was erased. */
  public static final Erased NONE = new Erased(Map.of());

  /** Copies the map. */
  public Erased {
    elements = Map.copyOf(elements);
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

  /** When this element was erased; null if it was not. */
  public @Nullable Instant since(String element) {
    return elements.get(element);
  }

  /** Those of these events that rows are made of. */
  public List<Copy> without(Collection<Copy> copies) {
    return copies.stream().filter(copy -> !has(copy.deliveryId(), copy.index())).toList();
  }
}
