package dev.trunkline.vendors;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's name of a field: a key, or a path through objects and first elements of arrays.
 *
 * @param written as the definition has it
 * @param whole the plain key of the whole name
 * @param path the plain keys of its steps
 */
record Alias(String written, String whole, List<String> path) {

  /** An alias as written, {@code recording.public_url}. */
  static Alias of(String written) {
    return new Alias(
        written,
        Text.plainKey(written),
        Arrays.stream(written.split("\\.", -1)).map(Text::plainKey).toList());
  }

  /** What it names in an element, or null. */
  @Nullable Found in(Keys keys) {
    String key = keys.key(whole);
    if (key != null) {
      return new Found(List.of(key), keys.value(key));
    }
    if (path.size() < 2) {
      return null;
    }
    key = keys.key(path.get(0));
    return key == null ? null : descend(List.of(key), keys.value(key), 1);
  }

  private @Nullable Found descend(List<String> keys, Object value, int step) {
    Object here = value instanceof List<?> list && !list.isEmpty() ? list.get(0) : value;
    if (step == path.size()) {
      return here == null ? null : new Found(keys, here);
    }
    if (!(here instanceof Map<?, ?> object)) {
      return null;
    }
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      String key = String.valueOf(entry.getKey());
      Object inner = entry.getValue();
      if (inner != null && Text.plainKey(key).equals(path.get(step))) {
        return descend(plus(keys, key), inner, step + 1);
      }
    }
    return null;
  }

  private static List<String> plus(List<String> keys, String key) {
    String[] more = keys.toArray(new String[keys.size() + 1]);
    more[keys.size()] = key;
    return List.of(more);
  }

  /**
   * What an alias named.
   *
   * @param keys the vendor's own keys on the way to it
   * @param value never null, may be {@link JsonNull}
   */
  record Found(List<String> keys, Object value) {

    /** Its text; null where it is nothing or no single value. */
    @Nullable String text() {
      Object single = value instanceof List<?> list && !list.isEmpty() ? list.get(0) : value;
      return switch (single) {
        case String text -> text;
        case JsonNumber number -> number.text();
        case Boolean truth -> truth.toString();
        case null, default -> null;
      };
    }
  }
}
