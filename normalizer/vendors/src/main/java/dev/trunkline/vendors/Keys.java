package dev.trunkline.vendors;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An element's own keys, found by their plain form. */
final class Keys {

  private final Map<String, Object> element;
  private final Map<String, String> byPlain;
  private final Map<String, Keys> inner = new HashMap<>(2);

  /**
   * Reads an element's keys; of two that are plainly alike the first that says something counts.
   */
  Keys(Map<String, Object> element) {
    this.element = element;
    byPlain = HashMap.newHashMap(element.size());
    element.forEach(
        (key, value) -> {
          String plain = Text.plainKey(key);
          String other = byPlain.putIfAbsent(plain, key);
          if (other != null && saysNothing(element.get(other)) && !saysNothing(value)) {
            byPlain.put(plain, key);
          }
        });
  }

  /** The element's own key, or null. */
  @Nullable String key(String plain) {
    return byPlain.get(plain);
  }

  /** The value of one of its own keys. */
  Object value(String key) {
    return Objects.requireNonNull(element.get(key));
  }

  /** The keys of an object that stands under one of its own keys; made once. */
  Keys inside(String key, Map<String, Object> object) {
    return inner.computeIfAbsent(key, k -> new Keys(object));
  }

  private static boolean saysNothing(@Nullable Object value) {
    return value == null
        || value == JsonNull.NULL
        || (value instanceof String text && Absent.isAbsent(text));
  }
}
