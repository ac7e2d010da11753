package dev.trunkline.vendors;

import dev.trunkline.canonical.EventType;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When an event happened, as the vendor states it (architecture, occurred_at). */
final class OccurredAt {

  private OccurredAt() {}

  /**
   * The stated time.
   *
   * @param told the event's fields
   * @param own the report's own time, or null
   * @return null if the vendor states none
   */
  static @Nullable Instant of(EventType type, Map<String, Object> told, @Nullable Instant own) {
    return switch (type) {
      case CALL_COMPLETED, CALL_LOGGED -> end(told, own);
      case CALL_STARTED -> named("started_at", told, own);
      case CALL_ANSWERED -> named("answered_at", told, own);
      case CALL_HANGUP -> named("ended_at", told, own);
      case CONVERSATION_STARTED -> own == null ? named("started_at", told, null) : own;
      case CONVERSATION_ENDED -> own == null ? named("ended_at", told, null) : own;
      case CALL_NOTIFY,
          LEAD_CREATED,
          LEAD_UPDATED,
          LEAD_NOTIFY,
          MESSAGE_RECEIVED,
          AGENT_CREATED,
          DOCUMENT_PROCESSED,
          RECORDING_WANTED,
          RECORDING_ATTEMPTED,
          RECORDING_FOUND,
          RECORDING_STORED,
          RECORDING_ABSENT,
          RECORDING_GIVEN_UP ->
          own;
    };
  }

  private static @Nullable Instant end(Map<String, Object> told, @Nullable Instant own) {
    if (told.get("ended_at") instanceof Instant ended) {
      return ended;
    }
    return told.get("started_at") instanceof Instant started
            && told.get("duration_s") instanceof Integer seconds
        ? started.plusSeconds(seconds)
        : own;
  }

  private static @Nullable Instant named(
      String field, Map<String, Object> told, @Nullable Instant own) {
    return told.get(field) instanceof Instant moment ? moment : own;
  }
}
