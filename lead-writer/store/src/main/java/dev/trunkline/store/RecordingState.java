package dev.trunkline.store;

import dev.trunkline.canonical.EventType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How a recording stands. Once stored it stays so. What was found is not lost again, unless that
 * very recording is: a later word that names it and says that it is not to be had. Of the others
 * the latest report decides.
 */
enum RecordingState {
  WANTED,
  WAITING,
  ABSENT,
  GIVEN_UP,
  FOUND,
  STORED;

  private static final Comparator<LoggedEvent> DECISIVE =
      Comparator.comparingInt((LoggedEvent event) -> of(event.type()).worth(event))
          .thenComparing(LoggedEvent.ORDER);

  /** The state that these reports leave it in; at least one. */
  static RecordingState of(List<LoggedEvent> events) {
    return of(decisive(events).type());
  }

  /** The report that decides. */
  static LoggedEvent decisive(List<LoggedEvent> events) {
    return events.stream().max(DECISIVE).orElseThrow();
  }

  /** As the contract writes it. */
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  private int worth(LoggedEvent event) {
    return switch (this) {
      case STORED -> 3;
      case FOUND -> 2;
      case ABSENT, GIVEN_UP -> namesIt(event) ? 2 : 1;
      case WANTED, WAITING -> 1;
    };
  }

  private static boolean namesIt(LoggedEvent event) {
    return event.body().has("recording_url") || event.body().has("vendor_recording_id");
  }

  private static RecordingState of(EventType type) {
    return switch (type) {
      case RECORDING_WANTED -> WANTED;
      case RECORDING_ATTEMPTED -> WAITING;
      case RECORDING_FOUND -> FOUND;
      case RECORDING_STORED -> STORED;
      case RECORDING_ABSENT -> ABSENT;
      case RECORDING_GIVEN_UP -> GIVEN_UP;
      case CALL_STARTED,
          CALL_ANSWERED,
          CALL_HANGUP,
          CALL_COMPLETED,
          CALL_LOGGED,
          CALL_NOTIFY,
          LEAD_CREATED,
          LEAD_UPDATED,
          LEAD_NOTIFY,
          CONVERSATION_STARTED,
          CONVERSATION_ENDED,
          MESSAGE_RECEIVED,
          AGENT_CREATED,
          DOCUMENT_PROCESSED ->
          throw new IllegalArgumentException(type.wire() + " is not about a recording");
    };
  }
}
