package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a decoded body to its elements. */
final class Splitter {

  /** Elements of one delivery that are read; a delivery with more is rejected as a whole. */
  static final int MAX_ELEMENTS = 10_000;

  private final List<Spec.SplitRule> rules;
  private final Spec.@Nullable SplitRule withLegs;
  private final Familiar familiar;

  /**
   * A splitter by a definition's rules.
   *
   * @param familiar tells a record from what stands round or beside it
   */
  Splitter(List<Spec.SplitRule> rules, Familiar familiar) {
    this.rules = rules;
    this.familiar = familiar;
    withLegs = rules.stream().filter(rule -> rule.main() != null).findFirst().orElse(null);
  }

  /**
   * The elements of a body, in its order.
   *
   * @throws Unreadable if there are too many
   */
  List<Part> split(Decoded.Tree tree) {
    if (tree.root() instanceof JsonObject object) {
      Keys keys = new Keys(object);
      for (Spec.SplitRule rule : rules) {
        Alias.Found found = inContainer(rule.at(), keys);
        if (found != null) {
          Map<String, Object> round = without(object, found.keys().get(0));
          // A record may have an object or an empty list of that name: then it is the element.
          return holdsElements(found.value(), round)
              ? parts(rule, found.value(), round)
              : List.of(part(null, object, object));
        }
      }
    }
    return parts(null, tree.root(), tree.envelope());
  }

  private boolean holdsElements(Object container, Map<String, Object> round) {
    return switch (container) {
      case JsonObject object -> familiar.knowsBetter(object, round);
      case List<?> list ->
          list.stream().anyMatch(JsonObject.class::isInstance) || !familiar.knows(round);
      default -> false;
    };
  }

  /**
   * The container an alias names: an object or an array, the last array not entered. Of an array on
   * the way every element's own container counts, and an element without one, or with an empty one,
   * stands for itself.
   */
  private static Alias.@Nullable Found inContainer(Alias at, Keys keys) {
    String first = keys.key(at.path().get(0));
    if (first == null) {
      return null;
    }
    Object here = inside(keys.value(first), at.path(), 1);
    return here == null ? null : new Alias.Found(List.of(first), here);
  }

  private static @Nullable Object inside(Object here, List<String> path, int step) {
    if (step == path.size()) {
      return here instanceof JsonObject || here instanceof List<?> ? here : null;
    }
    return switch (here) {
      case JsonObject object -> {
        String key = new Keys(object).key(path.get(step));
        yield key == null ? null : inside(object.getOrDefault(key, object), path, step + 1);
      }
      case List<?> list -> {
        List<Object> all = new ArrayList<>();
        for (Object element : list) {
          switch (inside(element, path, step)) {
            case null -> all.add(element);
            case List<?> several when several.isEmpty() -> all.add(element);
            case List<?> several -> all.addAll(several);
            case Object one -> all.add(one);
          }
        }
        yield all;
      }
      default -> null;
    };
  }

  private List<Part> parts(
      Spec.@Nullable SplitRule rule, Object container, Map<String, Object> envelope) {
    if (!(container instanceof List<?> list)) {
      return List.of(part(rule, container, envelope));
    }
    if (list.size() > MAX_ELEMENTS) {
      throw new Unreadable("delivery has more than " + MAX_ELEMENTS + " elements");
    }
    List<Part> parts = new ArrayList<>(list.size());
    for (Object element : list) {
      parts.add(part(rule, element, envelope));
    }
    return parts;
  }

  /** One element; one with legs shows itself wherever it stands. */
  private Part part(Spec.@Nullable SplitRule from, Object element, Map<String, Object> envelope) {
    Spec.SplitRule rule = from == null || from.main() == null ? withLegs : from;
    if (rule == null || !(element instanceof JsonObject object) || isFlat(object)) {
      return new Part(element, envelope, List.of(), element);
    }
    Object main = element;
    String mainKey = rule.main() == null ? null : new Keys(object).key(rule.main());
    if (mainKey != null && object.get(mainKey) instanceof JsonObject inner) {
      main = inner;
    }
    return new Part(main, envelope, legs(rule.legs(), object), element);
  }

  private static boolean isFlat(JsonObject object) {
    for (Object value : object.values()) {
      if (value instanceof JsonObject) {
        return false;
      }
    }
    return true;
  }

  private static List<JsonObject> legs(@Nullable Pattern pattern, JsonObject object) {
    List<JsonObject> legs = new ArrayList<>();
    if (pattern != null) {
      object.forEach(
          (key, value) -> {
            if (value instanceof JsonObject leg && pattern.matches(key)) {
              legs.add(leg);
            }
          });
    }
    return legs;
  }

  private static Map<String, Object> without(Map<String, Object> object, String key) {
    Map<String, Object> rest = new LinkedHashMap<>(object);
    rest.remove(key);
    return rest;
  }

  /**
   * One element.
   *
   * @param value what is read
   * @param envelope what stood round all elements
   * @param legs records of parts of it
   * @param whole all of it, with legs, for a dead letter
   */
  record Part(Object value, Map<String, Object> envelope, List<JsonObject> legs, Object whole) {}
}
