package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the definition did not use of an element, kept beside the event and bounded. */
final class Extras {

  /** Bytes of UTF-8 that are kept. */
  static final int MAX_BYTES = 8 * 1024;

  private static final Pattern SECRET_IN_LINK =
      Pattern.compile("(?i)[?&;](api_?)?(key|token|secret|password|auth_token|access_token)=");

  private final Set<String> secretParameters;

  /**
   * Extras of one vendor's elements.
   *
   * @param secretParameters of links, lower case; a link with one of them is left out
   */
  Extras(Set<String> secretParameters) {
    this.secretParameters = secretParameters;
  }

  /**
   * The rest of an element as a JSON object in a string. Where it is too long, whole keys go, the
   * largest first: half a value would be a lie.
   *
   * @param used ways of keys that are left out
   * @return null if nothing is left
   */
  @Nullable String of(Map<String, Object> element, List<List<String>> used) {
    Map<String, Object> rest = new LinkedHashMap<>(element);
    used.forEach(way -> remove(rest, way, 0));
    withoutSecrets(rest);
    rest.values().removeIf(Extras::saysNothing);
    while (!rest.isEmpty()) {
      String text = Json.write(rest);
      if (text.length() <= MAX_BYTES && text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
        return text;
      }
      dropLargest(rest);
    }
    return null;
  }

  /** Takes out links that hold a key or a token, whatever the field is called. */
  private void withoutSecrets(Map<String, Object> rest) {
    rest.values().removeIf(this::isSecretLink);
    rest.replaceAll(
        (key, value) -> {
          if (!(value instanceof Map<?, ?> inner)) {
            return value;
          }
          Map<String, Object> copy = copy(inner);
          withoutSecrets(copy);
          copy.values().removeIf(deep -> deep instanceof Map<?, ?> nothing && nothing.isEmpty());
          return copy;
        });
  }

  private boolean isSecretLink(@Nullable Object value) {
    return switch (value) {
      case String text -> isSecret(text);
      case List<?> list -> list.stream().anyMatch(this::holdsSecretLink);
      case null, default -> false;
    };
  }

  private boolean isSecret(String text) {
    return text.indexOf('=') > 0
        && (SECRET_IN_LINK.matcher(text).find() || Uris.has(text, secretParameters));
  }

  private boolean holdsSecretLink(@Nullable Object value) {
    return value instanceof Map<?, ?> inner
        ? inner.values().stream().anyMatch(this::holdsSecretLink)
        : isSecretLink(value);
  }

  private static void remove(Map<String, Object> from, List<String> way, int step) {
    String key = way.get(step);
    if (step == way.size() - 1) {
      from.remove(key);
    } else if (from.get(key) instanceof Map<?, ?> inner) {
      Map<String, Object> copy = copy(inner);
      remove(copy, way, step + 1);
      if (copy.isEmpty()) {
        from.remove(key);
      } else {
        from.put(key, copy);
      }
    }
  }

  private static void dropLargest(Map<String, Object> rest) {
    List<String> way = new ArrayList<>();
    int largest = -1;
    for (Map.Entry<String, Object> entry : rest.entrySet()) {
      if (entry.getValue() instanceof Map<?, ?> inner) {
        for (Map.Entry<?, ?> deep : inner.entrySet()) {
          int size = size(deep.getValue());
          if (size > largest) {
            largest = size;
            way = List.of(entry.getKey(), String.valueOf(deep.getKey()));
          }
        }
      }
      int size =
          entry.getValue() instanceof Map<?, ?> inner && !inner.isEmpty()
              ? -1
              : size(entry.getValue()) + entry.getKey().length();
      if (size > largest) {
        largest = size;
        way = List.of(entry.getKey());
      }
    }
    remove(rest, way, 0);
    rest.values().removeIf(Extras::saysNothing);
  }

  private static int size(@Nullable Object value) {
    return value == null ? 0 : Json.write(value).length();
  }

  private static Map<String, Object> copy(Map<?, ?> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> {
          if (value != null) {
            copy.put(String.valueOf(key), value);
          }
        });
    return copy;
  }

  private static boolean saysNothing(Object value) {
    return switch (value) {
      case JsonNull nothing -> true;
      case String text -> Absent.isAbsent(text);
      case List<?> list -> list.isEmpty();
      case Map<?, ?> object -> object.isEmpty();
      default -> false;
    };
  }
}
