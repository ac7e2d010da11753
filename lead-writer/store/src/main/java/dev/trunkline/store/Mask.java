package dev.trunkline.store;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import dev.trunkline.canonical.Personal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a column of {@code analytics} is shown in {@code analytics_masked}: by {@code x-pii} of its
 * schema, else by the lists here. Equal values look equal, so that masked views can be joined and
 * counted.
 */
enum Mask {
  /** As it is. */
  OPEN,
  /** As it is, unless it reads like a phone or an e-mail address. */
  DOUBTFUL,
  /** An id that is a hash of what an event tells: a keyed hash of it, again as an id. */
  ID,
  /** An array, each element as {@link #ID}. */
  IDS,
  /** Keyed hash and the last three digits of a number that has at least seven. */
  PHONE,
  /** Keyed hash. */
  TEXT,
  /** An array, each element as {@link #TEXT}. */
  TEXTS;

  /** What no schema names. */
  private static final List<String> OURS =
      List.of(
          // calls, leads and what belongs to them
          "first_source first_seen_at changed_at recording_status legs is_primary",
          "first_touch_at last_touch_at touches calls last_seen_at attempts",
          // deliveries, what is erased of them, sources
          "fate replay_id deliveries refused leads_first_seen leads_touched",
          "last_delivery_at erased_at",
          // freshness, completeness
          "archived_receipt judged_receipt written_receipt written_at archived_age_s judged_age_s",
          "written_age_s day delivered written missing canonical ignored dead events",
          "listed listed_missing differing contradicted extra healed reconciled_at pull_only");

  /** Ids of calls stay whole: unique for each call, they are no one's number, and are searched. */
  private static final List<String> CALL_IDS =
      List.of("call_id", "vendor_call_id", "interaction_id");

  private static final Map<String, Mask> COLUMNS = columns();

  /**
   * The mask of a column.
   *
   * @throws IllegalStateException if nobody has said what it holds: it is not shown by oversight
   */
  static Mask of(String column) {
    Mask mask = COLUMNS.get(column);
    if (mask == null) {
      throw new IllegalStateException(
          "column " + column + " of analytics is not classified; say in Mask what it holds");
    }
    return mask;
  }

  /** Every classified column with its expression: what the masked views depend on. */
  static String fingerprint() {
    Map<String, String> all = new TreeMap<>();
    COLUMNS.forEach((column, mask) -> all.put(column, mask.sql(column)));
    return all.toString();
  }

  /** The expression over a row {@code v} of the open view and the key {@code k}. */
  String sql(String column) {
    String value = "v." + column;
    return switch (this) {
      case OPEN -> value;
      case DOUBTFUL ->
          "case when %1$s ~ '%2$s' then %3$s else %1$s end"
              .formatted(value, Personal.LIKE_A_PERSON, text(value));
      case PHONE ->
          "'p_' || %s || '…' || case when length(%2$s) >= 7 then right(%2$s, 3) else '' end"
              .formatted(hash(value), "regexp_replace(" + value + ", '[^0-9]', '', 'g')");
      case ID -> id(value);
      case IDS -> "array(select %s from unnest(%s) as one(e))".formatted(id("one.e"), value);
      case TEXT -> text(value);
      case TEXTS -> "array(select %s from unnest(%s) as one(e))".formatted(text("one.e"), value);
    };
  }

  private static String text(String value) {
    return "'x_' || " + hash(value);
  }

  /**
   * HMAC-SHA-256 (RFC 2104), by built-in functions alone: a function of ours would have to be
   * executable by the reader, who could then try out numbers.
   */
  private static String hash(String value) {
    return "left(%s, 12)".formatted(hex(value));
  }

  private static String id(String value) {
    return "left(%s, 32)::uuid".formatted(hex(value + "::text"));
  }

  private static String hex(String value) {
    return "encode(sha256(k.outer_key || sha256(k.inner_key || convert_to(%s, 'UTF8'))), 'hex')"
        .formatted(value);
  }

  private static Map<String, Mask> columns() {
    Map<String, Mask> columns = new LinkedHashMap<>();
    for (String line : OURS) {
      Arrays.stream(line.split(" ")).forEach(column -> columns.put(column, OPEN));
    }
    for (EventKind kind : EventKind.values()) {
      EventSchema schema = EventSchema.of(kind);
      schema.envelope().values().forEach(field -> columns.put(field.name(), envelope(field)));
      schema.business().values().forEach(field -> columns.merge(field.name(), of(field), Mask::or));
    }
    CALL_IDS.forEach(column -> columns.put(column, OPEN));
    // Whoever knows the rest of an event could try out its number until the id comes out.
    List.of("event_id", "lead_id", "alias").forEach(column -> columns.put(column, ID));
    columns.put("event_ids", IDS);
    columns.put("agent", TEXT); // a phone or a name where a vendor gives no id
    columns.put("agents", TEXTS);
    return Collections.unmodifiableMap(columns);
  }

  private static Mask envelope(Field field) {
    return field.pii() == null ? OPEN : TEXT;
  }

  private static Mask of(Field field) {
    if (field.pii() != null) {
      return field.pii().equals("phone") ? PHONE : TEXT;
    }
    return switch (field.type()) {
      case WORD, INTEGER, BOOLEAN, INSTANT -> OPEN;
      case TEXT -> DOUBTFUL;
      case PHONE -> PHONE;
      case URI -> TEXT; // may carry anything in its path
    };
  }

  /** Of two kinds' fields of one name the one that hides more counts. */
  private static Mask or(Mask one, Mask other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
