package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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
    for (List<String> way : used) {
      remove(rest, way, 0);
    }
    withoutSecrets(rest);
    rest.values().removeIf(Extras::saysNothing);
    while (!rest.isEmpty()) {
      String text = Json.write(rest);
      int bytes = bytes(text);
      if (bytes <= MAX_BYTES) {
        return text;
      }
      rest = withoutLargest(rest, bytes - MAX_BYTES);
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

  /**
   * What is left when the largest entries are gone, of it and of the objects in it, that make up
   * for so many bytes. Each is weighed once: there may be a hundred thousand.
   */
  private static Map<String, Object> withoutLargest(Map<String, Object> rest, int bytes) {
    List<Weighed> entries = new ArrayList<>();
    rest.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
            inner.forEach(
                (name, deep) -> entries.add(Weighed.of(List.of(key, String.valueOf(name)), deep)));
          } else {
            entries.add(Weighed.of(List.of(key), value));
          }
        });
    entries.sort(Comparator.comparingInt(Weighed::bytes).reversed());
    Set<List<String>> gone = new HashSet<>();
    int saved = 0;
    for (Weighed entry : entries) {
      if (saved >= bytes) {
        break;
      }
      gone.add(entry.way());
      saved += entry.bytes();
    }
    return without(rest, gone);
  }

  private static Map<String, Object> without(Map<String, Object> rest, Set<List<String>> gone) {
    Map<String, Object> kept = new LinkedHashMap<>();
    rest.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
            Map<String, Object> left = copy(inner);
            left.keySet().removeIf(name -> gone.contains(List.of(key, name)));
            if (!left.isEmpty()) {
              kept.put(key, left);
            }
          } else if (!gone.contains(List.of(key))) {
            kept.put(key, value);
          }
        });
    return kept;
  }

  /** An entry by its way of keys, and what it takes as JSON, its key and a comma included. */
  private record Weighed(List<String> way, int bytes) {
    static Weighed of(List<String> way, @Nullable Object value) {
      String key = way.get(way.size() - 1);
      return new Weighed(
          way, Extras.bytes(key) + 4 + (value == null ? 0 : Extras.bytes(Json.write(value))));
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
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
