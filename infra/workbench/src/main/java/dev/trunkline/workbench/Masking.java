package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import tools.jackson.databind.node.ObjectNode;

/** Takes personal data out of an event, as far as its schema marks it. */
final class Masking {

  private Masking() {}

  /**
   * The event's fields, phones cut to their last three digits and other personal fields left out.
   */
  static ObjectNode masked(EventKind kind, byte[] json) {
    ObjectNode event = (ObjectNode) EventJson.mapper().readTree(json);
    EventSchema schema = EventSchema.of(kind);
    mask(event, schema.envelope().values());
    mask(event, schema.business().values());
    return event;
  }

  private static void mask(ObjectNode event, Iterable<Field> fields) {
    for (Field field : fields) {
      if (field.pii() == null || !event.has(field.name())) {
        continue;
      }
      String text = event.get(field.name()).asString("");
      if ("phone".equals(field.pii())) {
        event.put(field.name(), "…" + text.substring(Math.max(0, text.length() - 3)));
      } else {
        event.remove(field.name());
      }
    }
  }
}
