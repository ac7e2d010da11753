package dev.trunkline.vendors;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a payload of a vendor that nobody knows may mean, by the names that fields have at the
 * vendors we know.
 *
 * @param kind what it tells of
 * @param split key of a list of elements, or null
 * @param fields the payload's keys by our names
 * @param unknown the keys that have no name of ours
 * @param words the payload's own words by field and meaning
 * @param zoneless whether one of its times carries no zone
 */
record Guess(
    EventKind kind,
    @Nullable String split,
    Map<String, String> fields,
    List<String> unknown,
    Map<String, Map<String, String>> words,
    boolean zoneless) {

  private static final int LEVELS = 4;

  /** A guess about a decoded body. */
  static Guess of(Object root, Vendors known) {
    String split = null;
    Object element = root instanceof List<?> list && !list.isEmpty() ? list.get(0) : root;
    if (root instanceof JsonObject object) {
      for (Map.Entry<String, Object> entry : object.entrySet()) {
        if (entry.getValue() instanceof List<?> list
            && !list.isEmpty()
            && list.get(0) instanceof JsonObject first) {
          split = entry.getKey();
          element = first;
          break;
        }
      }
    }
    Map<String, String> leaves = new LinkedHashMap<>();
    if (element instanceof JsonObject object) {
      leaves(object, "", LEVELS, leaves);
    }
    return of(split, leaves, known);
  }

  private static Guess of(@Nullable String split, Map<String, String> leaves, Vendors known) {
    Map<String, Set<String>> names = names(known);
    EventKind kind = kind(leaves, names);
    Map<String, String> fields = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String key : leaves.keySet()) {
      String name = name(key, kind, names, fields.keySet());
      if (name == null) {
        unknown.add(key);
      } else {
        fields.put(name, key);
        if (name.equals("status")) {
          fields.putIfAbsent(verbatim(kind), key);
        } else if (name.equals(verbatim(kind))) {
          fields.putIfAbsent("status", key);
        }
      }
    }
    String id = kind == EventKind.CALL ? "vendor_call_id" : "vendor_lead_id";
    if (!fields.containsKey(id)) {
      unknown.stream()
          .filter(key -> Text.plainKey(key).endsWith("id"))
          .findFirst()
          .ifPresent(key -> fields.put(id, key));
      unknown.remove(fields.get(id));
    }
    if (fields.isEmpty()) {
      fields.put(id, kind == EventKind.CALL ? "call_id" : "lead_id");
    }
    return new Guess(
        kind, split, fields, unknown, words(kind, fields, leaves, known), zoneless(fields, leaves));
  }

  /** The single values of an object, by the way to them; of a list the first. */
  private static void leaves(
      JsonObject object, String before, int levels, Map<String, String> leaves) {
    object.forEach(
        (key, value) -> {
          Object one = value instanceof List<?> list && !list.isEmpty() ? list.get(0) : value;
          if (key.isBlank() || key.indexOf('.') >= 0) {
            return; // no alias leads there
          }
          if (one instanceof JsonObject inner) {
            if (levels > 1) {
              leaves(inner, before + key + ".", levels - 1, leaves);
            }
          } else if (!(one instanceof List<?>)) {
            leaves.put(before + key, one == JsonNull.NULL ? "" : one.toString());
          }
        });
  }

  /** Our names by the plain form of others'; our own first. */
  private static Map<String, Set<String>> names(Vendors known) {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    for (EventKind kind : EventKind.values()) {
      for (String own : EventSchema.of(kind).business().keySet()) {
        if (Fields.isCanonical(own)) {
          names.computeIfAbsent(Text.plainKey(own), plain -> new LinkedHashSet<>()).add(own);
        }
      }
    }
    for (VendorDefinition vendor : known.all()) {
      vendor
          .spec()
          .fields()
          .forEach(
              (name, aliases) -> {
                if (Fields.isCanonical(name)) {
                  aliases.forEach(
                      alias ->
                          names
                              .computeIfAbsent(Text.plainKey(alias), plain -> new LinkedHashSet<>())
                              .add(name));
                }
              });
    }
    return names;
  }

  private static EventKind kind(Map<String, String> leaves, Map<String, Set<String>> names) {
    Set<String> all = new LinkedHashSet<>();
    leaves.keySet().forEach(key -> all.addAll(candidates(key, names)));
    if (all.contains("vendor_call_id")) {
      return EventKind.CALL;
    }
    return all.contains("vendor_lead_id") || all.contains("email") || all.contains("full_name")
        ? EventKind.LEAD
        : EventKind.CALL;
  }

  private static @Nullable String name(
      String key, EventKind kind, Map<String, Set<String>> names, Set<String> taken) {
    for (String name : candidates(key, names)) {
      if (EventSchema.of(kind).business().containsKey(name) && !taken.contains(name)) {
        return name;
      }
    }
    return null;
  }

  /** By the whole way, then by its last key. */
  private static Set<String> candidates(String key, Map<String, Set<String>> names) {
    Set<String> both = new LinkedHashSet<>(names.getOrDefault(Text.plainKey(key), Set.of()));
    String last = key.substring(key.lastIndexOf('.') + 1);
    both.addAll(names.getOrDefault(Text.plainKey(last), Set.of()));
    return both;
  }

  private static String verbatim(EventKind kind) {
    return kind == EventKind.CALL ? "vendor_disposition" : "vendor_status";
  }

  private static Map<String, Map<String, String>> words(
      EventKind kind, Map<String, String> fields, Map<String, String> leaves, Vendors known) {
    Map<String, Map<String, String>> words = new LinkedHashMap<>();
    fields.forEach(
        (name, key) -> {
          dev.trunkline.canonical.Field field = EventSchema.of(kind).field(name);
          String word = leaves.getOrDefault(key, "");
          if (field != null && field.type() == FieldType.WORD && !word.isBlank()) {
            String meaning = "unknown";
            for (VendorDefinition vendor : known.all()) {
              String theirs = vendor.spec().words().meaning(name, word);
              meaning = theirs != null && field.words().contains(theirs) ? theirs : meaning;
            }
            if (field.words().contains(meaning)) {
              words.put(name, Map.of(meaning, word));
            }
          }
        });
    return words;
  }

  private static boolean zoneless(Map<String, String> fields, Map<String, String> leaves) {
    Instants zoneless = new Instants(null, List.of());
    for (Map.Entry<String, String> field : fields.entrySet()) {
      String text = leaves.getOrDefault(field.getValue(), "");
      if (field.getKey().endsWith("_at")
          && !Absent.isAbsentTyped(text)
          && zoneless.read(text, null) == null) {
        return true;
      }
    }
    return false;
  }
}
