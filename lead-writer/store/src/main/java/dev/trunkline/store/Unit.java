package dev.trunkline.store;

import dev.trunkline.canonical.CallStatus;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import dev.trunkline.canonical.FieldType;
import dev.trunkline.canonical.PhoneStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Fields that come whole from one event: a group of the schema, or a field that stands alone.
 *
 * @param fields in the schema's order; at least one
 */
record Unit(List<Field> fields) {

  private static final String UNKNOWN = "unknown";

  private static final List<String> CALL_STATUS =
      Arrays.stream(CallStatus.values()).map(CallStatus::wire).toList();
  private static final List<String> ENDED =
      Arrays.stream(CallStatus.values()).filter(CallStatus::isFinal).map(CallStatus::wire).toList();
  private static final List<String> PHONE_STATUS =
      Arrays.stream(PhoneStatus.values()).map(PhoneStatus::wire).toList();

  /** The units of a kind, in the schema's order. */
  static List<Unit> of(EventSchema schema) {
    Map<String, List<Field>> units = new LinkedHashMap<>();
    for (Field field : schema.business().values()) {
      String group = field.group();
      units
          .computeIfAbsent(
              group == null ? field.name() : "group " + group, name -> new ArrayList<>())
          .add(field);
    }
    return units.values().stream().map(Unit::new).toList();
  }

  /**
   * How much an event's values of this unit are worth: the greatest wins, and only among equals the
   * latest. 0: it has none, and takes no part. 1: nothing but {@code unknown}. 2: values, of which
   * the deciding word (status, direction) is absent or {@code unknown}. 3 and more: the deciding
   * word is known; an ended call is worth more than a ringing one, a valid phone more than a
   * possible one.
   */
  int worth(JsonNode body) {
    int worth = 0;
    for (Field field : fields) {
      JsonNode value = body.get(field.name());
      if (value != null && !value.isNull()) {
        worth = Math.max(worth, worth(field, value.asString("")));
      }
    }
    return worth;
  }

  private static int worth(Field field, String value) {
    if (field.type() != FieldType.WORD) {
      return 2;
    }
    if (value.equals(UNKNOWN)) {
      return 1;
    }
    if (field.words().equals(CALL_STATUS)) {
      return ENDED.contains(value) ? 4 : 3;
    }
    if (field.words().equals(PHONE_STATUS)) {
      return 3 + PHONE_STATUS.size() - PHONE_STATUS.indexOf(value);
    }
    return 3;
  }
}
