package dev.trunkline.writer;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A record's own fields, of which some can be left out or replaced. */
final class Fields {

  /** Keeps what is odd: lone surrogates as escapes, numbers beyond any double. */
  private static final JsonMapper FAITHFUL =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final ConsumerRecord<String, byte[]> record;
  private final ObjectNode fields;

  private Fields(ConsumerRecord<String, byte[]> record, ObjectNode fields) {
    this.record = record;
    this.fields = fields;
  }

  /** The fields of a record; null where its value is no JSON object. */
  static @Nullable Fields of(ConsumerRecord<String, byte[]> record) {
    try {
      return FAITHFUL.readTree(record.value()) instanceof ObjectNode fields
          ? new Fields(record, fields)
          : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  List<String> names() {
    return List.copyOf(fields.propertyNames());
  }

  /** The record with these in the place of its own fields. */
  ConsumerRecord<String, byte[]> with(List<StandIn> standIns) {
    ObjectNode changed = fields.deepCopy();
    for (StandIn standIn : standIns) {
      if (standIn.text() == null) {
        changed.remove(standIn.field());
      } else {
        changed.put(standIn.field(), standIn.text());
      }
    }
    byte[] value = FAITHFUL.writeValueAsBytes(changed);
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        TimestampType.LOG_APPEND_TIME,
        record.serializedKeySize(),
        value.length,
        record.key(),
        value,
        record.headers(),
        Optional.empty());
  }

  /**
   * What takes a field's place.
   *
   * @param text null: nothing does
   */
  record StandIn(String field, @Nullable String text) {

    /**
     * The ones to try in this order: a text, a time, nothing. Without its id a record would go
     * another way, on which its other fields are not looked at.
     */
    static List<StandIn> of(String field) {
      return List.of(
          new StandIn(field, "x"),
          new StandIn(field, "2000-01-01T00:00:00Z"),
          new StandIn(field, null));
    }
  }
}
