package dev.trunkline.writer;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.store.KeptLetter;
import dev.trunkline.store.LetterPlace;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads dead letters for the index: pure, and every record is one, whatever stands in it. What a
 * letter's headers do not say its bytes may, where they are an event, a manifest or a request.
 */
final class LetterReader {

  private static final Pattern TOPIC = Pattern.compile("dead\\.([a-z]+)\\.v\\d+");
  private static final Pattern ORIGIN = Pattern.compile("(.+)-\\d+@\\d+");
  private static final byte[] NOTHING = new byte[0];
  private static final int REASON = 2_000;

  private LetterReader() {}

  static KeptLetter read(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    String origin = headers.getOrDefault("origin", "");
    // A vendor's own words are no fields of ours.
    JsonNode said =
        place(record).stage().equals("normalizer") || vendor(origin) != null
            ? JsonNodeFactory.instance.objectNode()
            : said(record);
    return new KeptLetter(
        place(record),
        at(record),
        cut(headers.getOrDefault("reason", "the letter gives no reason")),
        origin,
        either(headers.get("source"), text(said, "source")),
        either(vendor(origin), text(said, "vendor")),
        either(uuid(headers.get("delivery_id")), uuid(text(said, "delivery_id"))),
        number(
            said.has("delivery_index")
                ? said.path("delivery_index").asString("")
                : headers.get("delivery_index"),
            0),
        either(uuid(text(said, "event_id")), uuid(text(said, "id"))),
        either(headers.get("definition_hash"), text(said, "definition_hash")),
        either(uuid(headers.get("replay_id")), uuid(text(said, "replay_id"))),
        Math.max(1, number(headers.get("attempts"), 1)),
        headers.get("redriven"),
        record.key(),
        body(record));
  }

  /** Only its bytes, which nothing can be wrong with. */
  static KeptLetter bare(ConsumerRecord<String, byte[]> record) {
    return KeptLetter.bare(place(record), at(record), body(record));
  }

  private static LetterPlace place(ConsumerRecord<String, byte[]> record) {
    Matcher topic = TOPIC.matcher(record.topic());
    return new LetterPlace(
        topic.matches() ? topic.group(1) : record.topic(), record.partition(), record.offset());
  }

  private static Instant at(ConsumerRecord<String, byte[]> record) {
    return Instant.ofEpochMilli(Math.max(0, record.timestamp()));
  }

  private static byte[] body(ConsumerRecord<String, byte[]> record) {
    return record.value() == null ? NOTHING : record.value();
  }

  private static JsonNode said(ConsumerRecord<String, byte[]> record) {
    try {
      JsonNode read = EventJson.mapper().readTree(body(record));
      if (read != null && read.isObject()) {
        return read;
      }
    } catch (RuntimeException e) {
      // It may be dead because nobody can read it.
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private static @Nullable String vendor(String origin) {
    Matcher place = ORIGIN.matcher(origin);
    if (!place.matches()) {
      return null;
    }
    Matcher raw = Topics.RAW.matcher(place.group(1));
    return raw.matches() ? raw.group(1) : null;
  }

  private static @Nullable String text(JsonNode said, String name) {
    JsonNode value = said.get(name);
    return value != null && value.isString() && !value.asString().isEmpty()
        ? value.asString()
        : null;
  }

  private static @Nullable String uuid(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text).toString();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int number(@Nullable String text, int otherwise) {
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static String cut(String reason) {
    return reason.length() > REASON ? reason.substring(0, REASON) : reason;
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
