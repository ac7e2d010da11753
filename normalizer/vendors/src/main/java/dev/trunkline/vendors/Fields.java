package dev.trunkline.vendors;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import dev.trunkline.canonical.FieldType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds one source's fields in elements, by the vendor's names, and types them by ours. */
final class Fields {

  /** The report's own time: canonical, though every kind has it. */
  static final String OCCURRED_AT = "occurred_at";

  private static final Map<String, FieldType> CANONICAL = canonical();
  private static final Pattern EPOCH = Pattern.compile("(?:^|-)(\\d{10})\\.\\d+$");

  private final List<Named> fields;
  private final Instants instants;
  private final @Nullable String epochIn;

  /**
   * One source's fields.
   *
   * @param renames the tenant's own names, tried first
   */
  Fields(Spec spec, Map<String, List<String>> renames, Instants instants) {
    List<Named> named = new ArrayList<>();
    spec.fields()
        .forEach(
            (name, aliases) -> {
              List<Alias> all = new ArrayList<>();
              renames.getOrDefault(name, List.of()).forEach(own -> all.add(Alias.of(own)));
              aliases.forEach(alias -> all.add(Alias.of(alias)));
              named.add(
                  new Named(
                      name,
                      all,
                      spec.absent().getOrDefault(name, Set.of()),
                      CANONICAL.getOrDefault(name, FieldType.TEXT)));
            });
    this.fields = List.copyOf(named);
    this.instants = instants;
    this.epochIn = spec.epochIn();
  }

  /** Whether a field of this name holds the id of something. */
  static boolean isId(String name) {
    return name.equals("id") || name.endsWith("_id");
  }

  /** Whether our events have a field of this name and type. */
  static boolean isOfType(String name, FieldType type) {
    return CANONICAL.get(name) == type;
  }

  /** Whether our events have a field of this name. */
  static boolean isCanonical(String name) {
    return CANONICAL.containsKey(name);
  }

  /**
   * What an element says, by our names.
   *
   * @param envelope what stands round all elements, may be empty
   */
  Read read(Map<String, Object> element, Map<String, Object> envelope) {
    Keys keys = new Keys(element);
    Keys outside = new Keys(envelope);
    Read read =
        new Read(new LinkedHashMap<>(), new HashMap<>(), new LinkedHashMap<>(), epoch(keys));
    for (Named field : fields) {
      find(field, keys, outside, read);
    }
    return read;
  }

  /** For people: where in the envelope the fields were found that no key of the element told. */
  Map<String, List<String>> foundOutside(Read read, Map<String, Object> envelope) {
    Map<String, List<String>> found = new HashMap<>();
    Keys outside = new Keys(envelope);
    for (Named field : fields) {
      if (read.values().containsKey(field.name()) && !read.found().containsKey(field.name())) {
        for (Alias alias : field.aliases()) {
          Alias.Found there = alias.outside() ? alias.in(outside) : null;
          String text = there == null ? null : there.text();
          if (there != null && text != null && !isAbsent(field, text)) {
            found.putIfAbsent(field.name(), there.keys());
          }
        }
      }
    }
    return found;
  }

  /** The vendor's own name of a field, as the definition has it first. */
  String vendorName(String name) {
    for (Named field : fields) {
      if (field.name().equals(name)) {
        return field.aliases().get(0).written();
      }
    }
    return name;
  }

  /** The vendor's names of a field, the tenant's own first; empty where it has none. */
  List<Alias> aliases(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .map(Named::aliases)
        .orElse(List.of());
  }

  private void find(Named field, Keys keys, Keys outside, Read read) {
    for (Alias alias : field.aliases()) {
      Alias.Found found = alias.in(alias.outside() ? outside : keys);
      String text = found == null ? null : found.text();
      if (found == null || text == null || isFlagForText(field, found.value())) {
        continue;
      }
      if (isAbsent(field, text)) {
        if (Absent.isPlaceholder(text)) {
          read.unrendered().putIfAbsent(field.name(), alias.written());
        }
        continue;
      }
      Object value = typed(field.type(), text, read.epoch());
      if (value != null) {
        read.values().put(field.name(), value);
        if (!alias.outside()) {
          read.found().put(field.name(), found.keys());
        }
        return;
      }
    }
  }

  /** True is no id, name or number: all that say so would be one. */
  private static boolean isFlagForText(Named field, Object value) {
    return value instanceof Boolean
        && isCanonical(field.name())
        && (field.type() == FieldType.TEXT || field.type() == FieldType.PHONE);
  }

  private static boolean isAbsent(Named field, String text) {
    boolean absent =
        switch (field.type()) {
          case PHONE, INSTANT, INTEGER, BOOLEAN, URI -> Absent.isAbsentTyped(text);
          case TEXT -> isId(field.name()) ? Absent.isAbsentId(text) : Absent.isAbsent(text);
          case WORD -> Absent.isAbsent(text);
        };
    return absent || (!field.absent().isEmpty() && field.absent().contains(Text.plainWord(text)));
  }

  /** The value as the mapping sees it: a number, true or false, RFC 3339 or text. */
  private @Nullable Object typed(FieldType type, String text, @Nullable Instant epoch) {
    return switch (type) {
      case TEXT, WORD, PHONE, URI -> text;
      case INTEGER -> integer(text);
      case BOOLEAN -> truth(text);
      case INSTANT -> instant(text, epoch);
    };
  }

  private static @Nullable Long integer(String text) {
    return text.indexOf(':') > 0 ? Numbers.seconds(text) : Numbers.whole(text);
  }

  private @Nullable String instant(String text, @Nullable Instant epoch) {
    Instant at = instants.read(text, epoch);
    return at == null ? null : at.toString();
  }

  /** True and false as vendors write them, or null. */
  static @Nullable Boolean truth(String text) {
    return switch (Text.plainWord(text)) {
      case "true", "yes", "y", "1" -> Boolean.TRUE;
      case "false", "no", "n", "0" -> Boolean.FALSE;
      default -> null;
    };
  }

  private @Nullable Instant epoch(Keys keys) {
    if (epochIn == null) {
      return null;
    }
    for (Named field : fields) {
      if (field.name().equals(epochIn)) {
        for (Alias alias : field.aliases()) {
          Alias.Found found = alias.in(keys);
          String text = found == null ? null : found.text();
          if (text != null && !Absent.isAbsent(text)) {
            Matcher matcher = EPOCH.matcher(text);
            return text.length() < 128 && matcher.find()
                ? Instant.ofEpochSecond(Long.parseLong(matcher.group(1)))
                : null;
          }
        }
      }
    }
    return null;
  }

  private static Map<String, FieldType> canonical() {
    Map<String, FieldType> types = new HashMap<>();
    for (EventKind kind : EventKind.values()) {
      for (Field field : EventSchema.of(kind).business().values()) {
        if (!isExpanded(EventSchema.of(kind), field.name())) {
          // A word in one kind and text in another: the mapping sees text.
          types.merge(field.name(), field.type(), (a, b) -> a == b ? a : FieldType.TEXT);
        }
      }
    }
    types.remove("call_id");
    types.put(OCCURRED_AT, FieldType.INSTANT);
    return Map.copyOf(types);
  }

  /** Whether the engine makes this field from the phone beside it. */
  static boolean isExpanded(EventSchema schema, String name) {
    int cut = name.lastIndexOf('_');
    Field phone = cut < 0 ? null : schema.field(name.substring(0, cut));
    return phone != null
        && phone.type() == FieldType.PHONE
        && (name.endsWith("_raw") || name.endsWith("_status"));
  }

  private record Named(String name, List<Alias> aliases, Set<String> absent, FieldType type) {}

  /**
   * What an element says.
   *
   * @param values by our names, as the mapping sees them
   * @param unrendered the vendor's name of what holds only an unrendered template, by ours
   * @param found the vendor's keys that each of our names was found under
   * @param epoch the instant in the id, or null
   */
  record Read(
      Map<String, Object> values,
      Map<String, String> unrendered,
      Map<String, List<String>> found,
      @Nullable Instant epoch) {}
}
