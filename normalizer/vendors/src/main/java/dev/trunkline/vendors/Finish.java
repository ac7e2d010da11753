package dev.trunkline.vendors;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventId;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.Field;
import dev.trunkline.canonical.FieldType;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From a mapping's answer to an event: typed by the schema, named, timed, identified. */
final class Finish {

  /** The one link that events have. */
  static final String RECORDING_URL = "recording_url";

  private static final Set<String> BESIDE_FIELDS = Set.of("event_type", Fields.OCCURRED_AT);

  private final Source source;
  private final Spec spec;
  private final String definitionHash;
  private final Fields fields;
  private final Phones phones;
  private final Instants instants;

  /** Finishes one source's events. */
  Finish(
      Source source,
      Spec spec,
      String definitionHash,
      Fields fields,
      Phones phones,
      Instants instants) {
    this.source = source;
    this.spec = spec;
    this.definitionHash = definitionHash;
    this.fields = fields;
    this.phones = phones;
    this.instants = instants;
  }

  /**
   * One event, all but its extras: these are what none of an element's events took.
   *
   * @throws Unreadable naming the field and the cause
   */
  Draft draft(Map<?, ?> answer, Fields.Read read, Delivery delivery, int index) {
    Object word = answer.get("event_type");
    EventType type = word == null ? null : EventType.find(word.toString());
    if (type == null) {
      throw new Unreadable(
          word == null ? "the mapping says no event_type" : "the mapping's event_type is unknown");
    }
    EventSchema schema = EventSchema.of(type.kind());
    Set<String> leftOut = new HashSet<>();
    Map<String, Object> told = values(schema, answer, read, leftOut);
    identify(type, told, read);
    Object answered = answer.get(Fields.OCCURRED_AT);
    Instant own =
        instant(answered == null ? read.values().get(Fields.OCCURRED_AT) : answered, read);
    Instant stated = OccurredAt.of(type, told, own);
    String entity = entity(type.kind(), told);
    UUID id =
        EventId.of(
            source.id(),
            entity,
            type,
            stated == null ? null : stated.toString(),
            wire(told),
            entity == null || (spec.repeatsAreNew() && !SourceTranslator.isPulled(delivery))
                ? new EventId.Occurrence(delivery.id(), index)
                : null);
    told.put("event_id", id.toString());
    told.put("event_type", type.wire());
    told.put("source", source.id());
    told.put("vendor", spec.vendor());
    told.put("delivery_id", delivery.id());
    told.put("delivery_index", index);
    told.put("occurred_at", stated == null ? delivery.receivedAt() : stated);
    told.put("received_at", delivery.receivedAt());
    told.put("definition_hash", definitionHash);
    return new Draft(type.kind(), told, leftOut, link(schema, answer, read));
  }

  /** The link as the vendor wrote it: the event has it without its secrets, or not at all. */
  private @Nullable String link(EventSchema schema, Map<?, ?> answer, Fields.Read read) {
    if (spec.recordings() == null || schema.field(RECORDING_URL) == null) {
      return null;
    }
    Object answered = answer.get(RECORDING_URL);
    Object value = answered == null ? read.values().get(RECORDING_URL) : answered;
    String text = value == null ? "" : Text.clean(value.toString()).strip();
    return Absent.isAbsentTyped(text) ? null : text;
  }

  /**
   * An event without its extras.
   *
   * @param told by wire name
   * @param leftOut texts that it could not hold
   * @param link of its recording as the vendor wrote it, which may be none; null where none is told
   *     or the vendor's calls have no recordings
   */
  record Draft(
      EventKind kind, Map<String, Object> told, Set<String> leftOut, @Nullable String link) {

    /** Whether it says something under one of our names. */
    boolean says(String name) {
      return told.containsKey(name) || told.containsKey(name + "_raw");
    }

    /** The event. */
    CanonicalEvent with(@Nullable String extras) {
      if (extras != null) {
        told.put("extras", extras);
      }
      return Events.of(kind, told);
    }
  }

  private Map<String, Object> values(
      EventSchema schema, Map<?, ?> answer, Fields.Read read, Set<String> leftOut) {
    for (Object key : answer.keySet()) {
      String name = String.valueOf(key);
      if (!BESIDE_FIELDS.contains(name)
          && (schema.field(name) == null || Fields.isExpanded(schema, name))) {
        throw new Unreadable(
            "the mapping says " + name + ", which " + schema.kind().schemaName() + " has not");
      }
    }
    Map<String, Object> told = new LinkedHashMap<>();
    for (Field field : schema.business().values()) {
      Object answered = answer.get(field.name());
      Object value = answered == null ? read.values().get(field.name()) : answered;
      if (value != null) {
        put(schema, field, value, read, told, leftOut);
      }
    }
    return told;
  }

  private void put(
      EventSchema schema,
      Field field,
      Object value,
      Fields.Read read,
      Map<String, Object> told,
      Set<String> leftOut) {
    String text = Text.clean(value.toString()).strip();
    if (Fields.isId(field.name()) ? Absent.isAbsentId(text) : Absent.isAbsent(text)) {
      return;
    }
    if (field.type() == FieldType.PHONE) {
      phone(schema, field.name(), Text.clean(value.toString()), told);
      return;
    }
    Object typed =
        switch (field.type()) {
          case TEXT -> text(schema.kind(), field, text);
          case INSTANT -> instants.read(text, read.epoch());
          case INTEGER -> integer(field, text);
          case BOOLEAN -> Fields.truth(text);
          case WORD -> word(field, text);
          case URI ->
              Uris.isAbsolute(text) && text.length() <= field.maxLength()
                  ? Uris.without(text, spec.secretParameters())
                  : null;
          case PHONE -> null;
        };
    if (typed != null) {
      told.put(field.name(), typed);
    } else if (field.type() == FieldType.TEXT || field.type() == FieldType.URI) {
      // A link that is only a file's name, say: it stays in the extras.
      leftOut.add(value.toString());
    }
  }

  private void phone(EventSchema schema, String name, String text, Map<String, Object> told) {
    Phone phone = phones.read(text);
    Field raw = schema.field(name + "_raw");
    if (raw != null && phone.e164() != null && source.ownNumbers().contains(phone.e164())) {
      return; // ours, never a customer's
    }
    if (phone.e164() != null) {
      told.put(name, phone.e164());
    }
    if (raw != null) {
      told.put(raw.name(), Text.cut(text.strip(), raw.maxLength()));
      told.put(name + "_status", phone.status().wire());
    }
  }

  private @Nullable String text(EventKind kind, Field field, String text) {
    if (field.maxLength() == 0 || text.length() <= field.maxLength()) {
      return text;
    }
    if (field.name().endsWith("_id")) {
      // Half an id would be another one's. Without its own an event is nothing; any other it can
      // miss.
      if (field.name().equals(identifying(kind))) {
        throw new Unreadable(
            named(field.name()) + " is longer than " + field.maxLength() + " characters");
      }
      return null;
    }
    return Text.cut(text, field.maxLength());
  }

  private static @Nullable Integer integer(Field field, String text) {
    Long whole = text.indexOf(':') > 0 ? Numbers.seconds(text) : Numbers.whole(text);
    return whole == null || whole < field.minimum() || whole > field.maximum()
        ? null
        : Math.toIntExact(whole);
  }

  private String word(Field field, String text) {
    if (field.words().contains(text)) {
      return text;
    }
    String meaning = spec.words().meaning(field.name(), text);
    if (meaning != null && field.words().contains(meaning)) {
      return meaning;
    }
    String plain = Text.plainWord(text);
    for (String known : field.words()) {
      if (Text.plainWord(known).equals(plain)) {
        return known;
      }
    }
    return "unknown";
  }

  private @Nullable Instant instant(@Nullable Object value, Fields.Read read) {
    return value == null ? null : instants.read(value.toString(), read.epoch());
  }

  /** Ids without which an event of its kind says nothing about anything. */
  private void identify(EventType type, Map<String, Object> told, Fields.Read read) {
    switch (type.kind()) {
      case CALL -> {
        if (told.get("vendor_call_id") instanceof String id) {
          told.put("call_id", source.id() + "/" + id);
        } else if (!type.isNotification()) {
          throw missing("vendor_call_id", read);
        }
      }
      case LEAD -> {
        if (!told.containsKey("vendor_lead_id")) {
          if (read.unrendered().keySet().stream().anyMatch(Fields::isId)
              || (!told.containsKey("phone_raw")
                  && !told.containsKey("email")
                  && !told.containsKey("full_name"))) {
            throw missing("vendor_lead_id", read);
          }
        }
      }
      case CONVERSATION -> require("conversation_id", told, read);
      case ACTIVITY -> require("subject_id", told, read);
      case RECORDING -> recording(type, told, read);
    }
  }

  /** What was found must be told; all else is about a call or a recording that has an id. */
  private void recording(EventType type, Map<String, Object> told, Fields.Read read) {
    told.remove("call_id"); // a vendor's field of this name is not our id
    told.remove("part"); // which one it is of a call's, only the fetcher knows
    if (told.get("vendor_call_id") instanceof String id) {
      told.put("call_id", source.id() + "/" + id);
    }
    String other = type == EventType.RECORDING_FOUND ? RECORDING_URL : "vendor_call_id";
    if (!told.containsKey(other)) {
      require("vendor_recording_id", told, read);
    }
  }

  private void require(String name, Map<String, Object> told, Fields.Read read) {
    if (!told.containsKey(name)) {
      throw missing(name, read);
    }
  }

  private Unreadable missing(String name, Fields.Read read) {
    for (Map.Entry<String, String> unrendered : read.unrendered().entrySet()) {
      if (Fields.isId(unrendered.getKey())) {
        return new Unreadable(
            unrendered.getValue() + " (" + name + ") is a template that was never filled in");
      }
    }
    return new Unreadable(named(name) + " is missing");
  }

  /** The vendor's name and ours. */
  private String named(String name) {
    String theirs = fields.vendorName(name);
    return theirs.equals(name) ? name : theirs + " (" + name + ")";
  }

  private @Nullable String entity(EventKind kind, Map<String, Object> told) {
    if (told.get("call_id") instanceof String call) {
      return call;
    }
    return told.get(identifying(kind)) instanceof String id ? source.id() + "/" + id : null;
  }

  /** The vendor's id of what an event of a kind is about. */
  private static String identifying(EventKind kind) {
    return switch (kind) {
      case CALL -> "vendor_call_id";
      case LEAD -> "vendor_lead_id";
      case CONVERSATION -> "conversation_id";
      case ACTIVITY -> "subject_id";
      case RECORDING -> "vendor_recording_id";
    };
  }

  private static Map<String, Object> wire(Map<String, Object> told) {
    Map<String, Object> wire = new LinkedHashMap<>(told);
    wire.replaceAll(
        (name, value) ->
            switch (value) {
              case Instant at -> at.toString();
              default -> value;
            });
    return wire;
  }

  /** Whether a list of answers would make two events of one type and entity. */
  static boolean repeats(List<CanonicalEvent> events) {
    return events.stream().map(CanonicalEvent::eventId).distinct().count() < events.size();
  }
}
