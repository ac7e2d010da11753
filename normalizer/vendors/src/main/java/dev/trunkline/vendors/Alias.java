package dev.trunkline.vendors;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's name of a field: a key, or a path through objects and first elements of arrays.
 *
 * @param written as the definition has it
 * @param whole the plain key of the whole name
 * @param path the plain keys of its steps
 * @param outside whether it names what stands beside the elements, in the envelope round them
 */
record Alias(String written, String whole, List<String> path, boolean outside) {

  /** An alias as written, {@code recording.public_url} or {@code ^timestamp}. */
  static Alias of(String written) {
    boolean outside = written.startsWith("^");
    String name = outside ? written.substring(1) : written;
    return new Alias(
        written,
        Text.plainKey(name),
        Arrays.stream(name.split("\\.", -1)).map(Text::plainKey).toList(),
        outside);
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
    return descend(keys, List.of(), 0);
  }

  private @Nullable Found descend(Keys keys, List<String> way, int step) {
    String key = keys.key(path.get(step));
    if (key == null) {
      return null;
    }
    Object value = keys.value(key);
    Object here = value instanceof List<?> list && !list.isEmpty() ? list.get(0) : value;
    if (step == path.size() - 1) {
      return here == null ? null : new Found(plus(way, key), here);
    }
    return here instanceof JsonObject object
        ? descend(keys.inside(key, object), plus(way, key), step + 1)
        : null;
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
