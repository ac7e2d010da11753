package dev.trunkline.canonical;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

/**
 * Makes {@code event_id}: a UUIDv5 (RFC 9562) over what is told, so that a redelivery has the same
 * id and a correction a new one. Delivery ids, receipt times, mapping versions and what a
 * definition declares {@code sent_time} or {@code attempt} are never part of it.
 */
public final class EventId {

  private static final NameBasedGenerator IDS =
      Generators.nameBasedGenerator(UUID.fromString("6f1c4b52-3a6e-5d0c-9a57-7d1f0b2c8e44"));

  private static final ObjectWriter SORTED =
      EventJson.mapper().writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private EventId() {}

  /**
   * The id of one event.
   *
   * @param entity id of what it is about, or null where it names nothing
   * @param statedTime the event's time as the vendor states it, RFC 3339, or null if it states none
   * @param fields the business fields by their wire names; order does not matter
   * @param occurrence what tells this report from an equal one: null, or the delivery and index
   *     where the element has no entity id or every submission counts
   */
  public static UUID of(
      String source,
      @Nullable String entity,
      EventType type,
      @Nullable String statedTime,
      Map<String, ?> fields,
      @Nullable Occurrence occurrence) {
    List<@Nullable Object> name = new ArrayList<>();
    name.add(source);
    name.add(entity);
    name.add(type.wire());
    name.add(statedTime);
    name.add(fields);
    if (occurrence != null) {
      name.add(occurrence.deliveryId());
      name.add(occurrence.index());
    }
    return IDS.generate(canonical(name, fields));
  }

  /**
   * RFC 8785 form of the name, in UTF-8. Sorted by Jackson it already is that, unless a text holds
   * a control character that only {@code \\u} can write, or a value is no text, flag or small
   * number; those, which are rare, take the library's way over text and back.
   */
  private static byte[] canonical(List<@Nullable Object> name, Map<String, ?> fields) {
    String json = SORTED.writeValueAsString(name);
    boolean plain = json.indexOf("\\u") < 0;
    for (Object value : fields.values()) {
      plain &= value instanceof String || value instanceof Boolean || value instanceof Integer;
    }
    return plain ? json.getBytes(StandardCharsets.UTF_8) : canonicalised(json);
  }

  private static byte[] canonicalised(String json) {
    try {
      return new JsonCanonicalizer(json.getBytes(StandardCharsets.UTF_8)).getEncodedUTF8();
    } catch (IOException e) {
      throw new UncheckedIOException("our own JSON cannot be canonicalised", e);
    }
  }

  /** One element of one delivery. */
  public record Occurrence(String deliveryId, int index) {}
}
