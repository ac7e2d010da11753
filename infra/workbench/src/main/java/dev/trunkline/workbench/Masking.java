package dev.trunkline.workbench;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import dev.trunkline.canonical.FieldType;
import dev.trunkline.canonical.Personal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes personal data out of what is shown, by the names that the schemas mark. */
final class Masking {

  /** As masked views show them: unique for each call, they are no one's number. */
  private static final Set<String> CALL_IDS = Set.of("call_id", "vendor_call_id", "interaction_id");

  private static final String DOUBTFUL = "doubtful";
  private static final Map<String, String> PERSONAL = personal();

  private Masking() {}

  /**
   * The same object, phones cut to their last three digits and other personal fields left out,
   * however deep they stand; so are a vendor's words and ids that read like somebody's.
   */
  static ObjectNode mask(ObjectNode node) {
    for (String name : List.copyOf(node.propertyNames())) {
      JsonNode value = node.get(name);
      String kind = PERSONAL.get(name);
      if (kind == null) {
        inside(value);
      } else if (kind.equals(DOUBTFUL)) {
        doubtful(node, name, value);
      } else if (kind.equals("entity") && value.isString()) {
        node.put(name, entity(value.asString()));
      } else if (kind.equals("phone") && value.isString()) {
        node.put(name, phone(value.asString()));
      } else {
        node.remove(name);
      }
    }
    return node;
  }

  private static void doubtful(ObjectNode node, String name, JsonNode value) {
    if (!value.isString()) {
      inside(value);
    } else if (value.asString().contains("@")) {
      node.remove(name);
    } else if (Personal.isLikeAPerson(value.asString())) {
      node.put(name, phone(value.asString()));
    }
  }

  private static void inside(JsonNode value) {
    if (value instanceof ObjectNode nested) {
      mask(nested);
    } else if (value instanceof ArrayNode several) {
      several.forEach(Masking::inside);
    }
  }

  /** A phone number for the eye of somebody who knows it already. */
  static String phone(String number) {
    return "…" + number.substring(Math.max(0, number.length() - 3));
  }

  /** What an event is about; for a lead without an id that is its phone. */
  static String entity(String entity) {
    return entity.startsWith("+") ? phone(entity) : entity;
  }

  private static Map<String, String> personal() {
    Map<String, String> personal = new HashMap<>();
    // A request's query may say anything; what we read of it is in the events.
    personal.put("query", "text");
    personal.put("entity", "entity");
    for (EventKind kind : EventKind.values()) {
      EventSchema schema = EventSchema.of(kind);
      for (Field field : schema.business().values()) {
        add(personal, field);
        if (field.type() == FieldType.TEXT && !CALL_IDS.contains(field.name())) {
          personal.putIfAbsent(field.name(), DOUBTFUL);
        }
      }
      schema.envelope().values().forEach(field -> add(personal, field));
    }
    return Map.copyOf(personal);
  }

  private static void add(Map<String, String> personal, Field field) {
    String pii = field.pii();
    if (pii != null) {
      personal.put(field.name(), pii);
    }
  }
}
