package dev.trunkline.canonical;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Events whose every field holds its schema's example, or the least value of its type. */
final class Examples {

  private Examples() {}

  static Map<String, Object> fieldsOf(EventKind kind) {
    Map<String, Object> fields = new LinkedHashMap<>();
    EventSchema schema = EventSchema.of(kind);
    JsonNode envelope = EventSchema.document("envelope.v1").get("properties");
    JsonNode business = EventSchema.document(kind.schemaName()).get("properties");
    schema.envelope().values().forEach(f -> fields.put(f.name(), example(f, envelope)));
    schema.business().values().forEach(f -> fields.put(f.name(), example(f, business)));
    for (EventType type : EventType.values()) {
      if (type.kind() == kind) {
        fields.putIfAbsent("event_type", type.wire());
      }
    }
    fields.put("event_type", firstOf(kind).wire());
    return fields;
  }

  static CanonicalEvent event(EventKind kind) {
    return EventJson.of(kind, fieldsOf(kind));
  }

  static EventType firstOf(EventKind kind) {
    for (EventType type : EventType.values()) {
      if (type.kind() == kind) {
        return type;
      }
    }
    throw new IllegalStateException("no type of " + kind);
  }

  private static Object example(Field field, JsonNode properties) {
    JsonNode examples = properties.get(field.name()).path("examples");
    return switch (field.type()) {
      case WORD -> field.words().get(0);
      case INSTANT -> "2024-01-15T08:30:00Z";
      case INTEGER -> examples.isEmpty() ? 1 : examples.get(0).asInt();
      case BOOLEAN -> true;
      case URI -> "https://vendor.example/recordings/1";
      case TEXT, PHONE ->
          examples.isEmpty() ? "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f" : examples.get(0).asString();
    };
  }
}
