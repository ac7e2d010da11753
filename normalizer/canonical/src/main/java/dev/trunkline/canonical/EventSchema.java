package dev.trunkline.canonical;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A kind's schema, read from its JSON Schema file: the single source of names, types and bounds.
 *
 * @param envelope the fields every event carries, in the schema's order
 * @param business the kind's own fields, in the schema's order
 */
public record EventSchema(
    EventKind kind, Map<String, Field> envelope, Map<String, Field> business) {

  private static final Map<EventKind, EventSchema> ALL = new EnumMap<>(EventKind.class);

  static {
    for (EventKind kind : EventKind.values()) {
      ALL.put(kind, read(kind));
    }
  }

  /** The schema of a kind. */
  public static EventSchema of(EventKind kind) {
    EventSchema schema = ALL.get(kind);
    if (schema == null) {
      throw new IllegalStateException("no schema of " + kind);
    }
    return schema;
  }

  /** A business field by its wire name, or null. */
  public @Nullable Field field(String name) {
    return business.get(name);
  }

  /** A schema file by its name ({@code call.v1}, {@code envelope.v1}, {@code manifest.v1}). */
  public static JsonNode document(String name) {
    try (InputStream in = EventSchema.class.getResourceAsStream("/schemas/" + name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no schema named " + name);
      }
      return EventJson.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EventSchema read(EventKind kind) {
    Map<String, Field> business = fields(document(kind.schemaName()));
    business.remove("event_type");
    return new EventSchema(
        kind,
        Collections.unmodifiableMap(fields(document("envelope.v1"))),
        Collections.unmodifiableMap(business));
  }

  private static Map<String, Field> fields(JsonNode schema) {
    Map<String, Field> fields = new LinkedHashMap<>();
    schema
        .get("properties")
        .propertyStream()
        .forEach(property -> fields.put(property.getKey(), field(property)));
    return fields;
  }

  private static Field field(Map.Entry<String, JsonNode> property) {
    JsonNode node = property.getValue();
    List<String> words = new ArrayList<>();
    node.path("enum").forEach(word -> words.add(word.asString()));
    return new Field(
        property.getKey(),
        type(node),
        words,
        node.path("maxLength").asInt(0),
        node.path("minimum").asLong(0),
        node.path("maximum").asLong(0),
        text(node, "x-group"),
        text(node, "x-pii"),
        node.path("description").asString(""));
  }

  private static @Nullable String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    return value == null ? null : value.asString();
  }

  private static FieldType type(JsonNode node) {
    if (node.has("enum")) {
      return FieldType.WORD;
    }
    return switch (node.get("type").asString()) {
      case "integer" -> FieldType.INTEGER;
      case "boolean" -> FieldType.BOOLEAN;
      case "string" ->
          switch (node.path("format").asString("")) {
            case "date-time" -> FieldType.INSTANT;
            case "e164" -> FieldType.PHONE;
            case "uri" -> FieldType.URI;
            default -> FieldType.TEXT;
          };
      default -> throw new IllegalStateException("a schema uses a type that events do not have");
    };
  }
}
