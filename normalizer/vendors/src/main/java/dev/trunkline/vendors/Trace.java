package dev.trunkline.vendors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes how a delivery's elements are read, for people. The pump runs without one. */
final class Trace {

  private final List<Seen> elements = new ArrayList<>();

  /** The next element begins. */
  void element() {
    elements.add(new Seen());
  }

  /**
   * Its fields were found.
   *
   * @param outside the keys of those that stood in the envelope, by our names
   */
  void read(Fields.Read read, Map<String, List<String>> outside) {
    last().fields.putAll(fields(read, outside));
  }

  /** The fields of one of its legs were found. */
  void leg(Fields.Read read) {
    last().legs.add(fields(read, Map.of()));
  }

  /** A variable of the mapping, and what it holds; null where it holds nothing yet. */
  void variable(String name, @Nullable Object value) {
    if (value != null || !last().variables.containsKey(name)) {
      last().variables.put(name, plain(value));
    }
  }

  /** What the mapping answered. */
  void answered(List<Object> answers) {
    answers.forEach(answer -> last().answers.add(plain(answer)));
  }

  /** What was noted, with the fates that came of it; of a body that was not split, only these. */
  Explained explained(Translation translation) {
    List<Explained.Element> explained = new ArrayList<>();
    for (int i = 0; i < translation.elements().size(); i++) {
      Seen seen = i < elements.size() ? elements.get(i) : new Seen();
      explained.add(
          new Explained.Element(
              seen.fields, seen.legs, seen.variables, seen.answers, translation.elements().get(i)));
    }
    return new Explained(translation.definitionHash(), explained);
  }

  private Seen last() {
    return elements.get(elements.size() - 1);
  }

  private static Map<String, Explained.Found> fields(
      Fields.Read read, Map<String, List<String>> outside) {
    Map<String, Explained.Found> fields = new LinkedHashMap<>();
    read.values()
        .forEach(
            (name, value) -> {
              List<String> keys = read.found().get(name);
              fields.put(
                  name,
                  keys == null
                      ? new Explained.Found(value, outside.getOrDefault(name, List.of()), true)
                      : new Explained.Found(value, keys, false));
            });
    return fields;
  }

  /** A value in Java's own types, for whoever shows it. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean truth -> truth;
      case Number number -> number;
      case JsonNull nothing -> null;
      case JsonNumber number -> number.text();
      case Verdict(boolean ignored, String reason) ->
          Map.of(ignored ? "ignored" : "rejected", reason);
      case List<?> list -> {
        List<@Nullable Object> plain = new ArrayList<>();
        list.forEach(inner -> plain.add(plain(inner)));
        yield plain;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, inner) -> plain.put(String.valueOf(key), plain(inner)));
        yield plain;
      }
      default -> "(function)";
    };
  }

  private static final class Seen {
    private final Map<String, Explained.Found> fields = new LinkedHashMap<>();
    private final List<Map<String, Explained.Found>> legs = new ArrayList<>();
    private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    private final List<@Nullable Object> answers = new ArrayList<>();
  }
}
