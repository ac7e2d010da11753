package dev.trunkline.store;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One event as the fold sees it. Times are cut to the microsecond, which is what Postgres keeps, so
 * that an event compares equally before and after it was stored.
 *
 * @param id {@code event_id}, lower case
 * @param delivery {@code delivery_id}, lower case
 * @param body the whole event by wire names
 */
record LoggedEvent(
    String id,
    EventType type,
    String source,
    Instant occurredAt,
    Instant receivedAt,
    String delivery,
    int index,
    JsonNode body) {

  /** A vendor's clock may be ahead of ours by this much before we stop believing it. */
  private static final Duration CREDIT = Duration.ofMinutes(5);

  /** Of copies of one event the least counts (architecture, Fold). */
  static final Comparator<LoggedEvent> RECEIPT =
      Comparator.comparing(LoggedEvent::receivedAt)
          .thenComparing(LoggedEvent::delivery)
          .thenComparingInt(LoggedEvent::index);

  /** Of the events of one entity the greatest is the latest (architecture, Fold). */
  static final Comparator<LoggedEvent> ORDER =
      Comparator.comparing((LoggedEvent event) -> event.type().isFinalReport())
          .thenComparing(LoggedEvent::believedAt)
          .thenComparing(LoggedEvent::receivedAt)
          .thenComparing(LoggedEvent::id);

  /** The earliest-received event: it names a lead. */
  static final Comparator<LoggedEvent> SEEN =
      Comparator.comparing(LoggedEvent::receivedAt).thenComparing(LoggedEvent::id);

  /** An event from its own JSON. */
  static LoggedEvent of(JsonNode body) {
    EventType type = EventType.find(body.path("event_type").asString(""));
    if (type == null) {
      throw new IllegalArgumentException("event_type is unknown");
    }
    return new LoggedEvent(
        body.get("event_id").asString().toLowerCase(Locale.ROOT),
        type,
        body.get("source").asString(),
        micros(Instant.parse(body.get("occurred_at").asString())),
        micros(Instant.parse(body.get("received_at").asString())),
        body.get("delivery_id").asString().toLowerCase(Locale.ROOT),
        body.path("delivery_index").asInt(0),
        body);
  }

  static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** A field as text; null where it is absent. */
  @Nullable String text(String field) {
    JsonNode value = body.get(field);
    return value == null || value.isNull() ? null : value.asString();
  }

  /** Numbers that it names as an agent's or the company's: they are no customer's. */
  Set<String> ours() {
    return type.kind() == EventKind.CALL
        ? ours(text("agent_phone"), text("business_phone"))
        : Set.of();
  }

  static Set<String> ours(@Nullable String agentPhone, @Nullable String businessPhone) {
    Set<String> ours = new HashSet<>();
    if (agentPhone != null) {
      ours.add(agentPhone);
    }
    if (businessPhone != null) {
      ours.add(businessPhone);
    }
    return ours;
  }

  private Instant believedAt() {
    Instant latest = receivedAt.plus(CREDIT);
    return occurredAt.isBefore(latest) ? occurredAt : latest;
  }
}
