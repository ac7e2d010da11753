package dev.trunkline.allinone.bench;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import dev.trunkline.canonical.FieldType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as a row of one bare table that has the columns of {@code app.calls}.
 *
 * @param key the call, or the lead's own id
 * @param values of {@link #COLUMNS}, in their order
 */
record PlainRow(EventKind kind, String key, List<@Nullable Object> values) {

  /** Name and SQL type of each, without the key. */
  static final List<Column> COLUMNS = columns();

  /** What the table calls a lead's fields. */
  private static final Map<String, String> OF_LEAD =
      Map.of("customer_phone", "phone", "customer_name", "full_name");

  /** A column and its SQL type. */
  record Column(String name, String type) {}

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("source", "text"));
    columns.add(new Column("vendor", "text"));
    columns.add(new Column("occurred_at", "timestamptz"));
    for (Field field : EventSchema.of(EventKind.CALL).business().values()) {
      if (!field.name().equals("call_id")) {
        columns.add(new Column(field.name(), type(field.type())));
      }
    }
    return List.copyOf(columns);
  }

  private static String type(FieldType type) {
    return switch (type) {
      case INSTANT -> "timestamptz";
      case INTEGER -> "int4";
      case BOOLEAN -> "bool";
      case TEXT, WORD, PHONE, URI -> "text";
    };
  }

  /** The row of an event's fields by their wire names. */
  static PlainRow of(EventKind kind, String key, Map<String, Object> fields) {
    @Nullable Object[] values = new @Nullable Object[COLUMNS.size()];
    for (int i = 0; i < values.length; i++) {
      String name = COLUMNS.get(i).name();
      values[i] = fields.get(kind == EventKind.LEAD ? OF_LEAD.getOrDefault(name, name) : name);
    }
    return new PlainRow(kind, key, Arrays.asList(values));
  }

  /** What two reports of one batch say of one key: a statement may touch a row once only. */
  PlainRow then(PlainRow later) {
    List<@Nullable Object> both = new ArrayList<>(values);
    for (int i = 0; i < both.size(); i++) {
      Object value = later.values.get(i);
      if (value != null) {
        both.set(i, value);
      }
    }
    return new PlainRow(kind, key, both);
  }
}
