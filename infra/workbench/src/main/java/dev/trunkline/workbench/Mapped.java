package dev.trunkline.workbench;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.vendors.Explained;
import dev.trunkline.vendors.Translation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a body means, as {@code map} shows it. */
final class Mapped {

  private Mapped() {}

  /** Every element exactly once: its events, why it is ignored, or why it is rejected. */
  static Map<String, Object> of(String file, List<Translation.Element> elements) {
    List<Object> events = new ArrayList<>();
    List<Object> ignored = new ArrayList<>();
    List<Object> rejected = new ArrayList<>();
    for (int index = 0; index < elements.size(); index++) {
      switch (elements.get(index)) {
        case Translation.Element.Understood understood ->
            understood.events().forEach(event -> events.add(wire(event)));
        case Translation.Element.Ignored nothing -> ignored.add(reason(index, nothing.reason()));
        case Translation.Element.Rejected broken -> rejected.add(reason(index, broken.reason()));
      }
    }
    Map<String, Object> mapped = new LinkedHashMap<>();
    mapped.put("file", file);
    mapped.put("events", events);
    mapped.put("ignored", ignored);
    mapped.put("rejected", rejected);
    return mapped;
  }

  /** Why: what was found under which key, what each variable held, what the mapping answered. */
  static List<Object> explanation(Explained explained) {
    List<Object> shown = new ArrayList<>();
    for (Explained.Element element : explained.elements()) {
      Map<String, Object> why = new LinkedHashMap<>();
      why.put("index", shown.size());
      why.put("fields", fields(element.fields()));
      if (!element.legs().isEmpty()) {
        why.put("legs", element.legs().stream().map(Mapped::fields).toList());
      }
      Map<String, @Nullable Object> variables = new LinkedHashMap<>();
      element.variables().forEach((name, value) -> variables.put("$" + name, value));
      why.put("variables", variables);
      why.put("answers", element.answers());
      why.put("fate", fate(element.fate()));
      shown.add(why);
    }
    return shown;
  }

  private static Map<String, Object> fields(Map<String, Explained.Found> found) {
    Map<String, Object> fields = new LinkedHashMap<>();
    found.forEach(
        (name, field) -> fields.put(name, Map.of("value", field.value(), "key", key(field))));
    return fields;
  }

  /** As a definition would name it. */
  private static String key(Explained.Found field) {
    return (field.outside() ? "^" : "") + String.join(".", field.keys());
  }

  private static Map<String, Object> fate(Translation.Element element) {
    return switch (element) {
      case Translation.Element.Understood understood ->
          Map.of("canonical", understood.events().stream().map(CanonicalEvent::eventId).toList());
      case Translation.Element.Ignored nothing -> Map.of("ignored", nothing.reason());
      case Translation.Element.Rejected broken -> Map.of("rejected", broken.reason());
    };
  }

  private static Object wire(CanonicalEvent event) {
    return EventJson.mapper().readTree(EventJson.write(event));
  }

  private static Map<String, Object> reason(int index, String reason) {
    Map<String, Object> fate = new LinkedHashMap<>();
    fate.put("index", index);
    fate.put("reason", reason);
    return fate;
  }
}
