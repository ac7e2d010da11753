package dev.trunkline.canonical;

import static dev.trunkline.canonical.EventKind.ACTIVITY;
import static dev.trunkline.canonical.EventKind.CALL;
import static dev.trunkline.canonical.EventKind.CONVERSATION;
import static dev.trunkline.canonical.EventKind.LEAD;
import static dev.trunkline.canonical.EventKind.RECORDING;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an event says happened; the wire name is what stands in {@code event_type}. */
public enum EventType {
  CALL_STARTED("call.started", CALL),
  CALL_ANSWERED("call.answered", CALL),
  /** One leg of the call was hung up. */
  CALL_HANGUP("call.hangup", CALL),
  /** The vendor's closing report: outranks anything said while the call was going on. */
  CALL_COMPLETED("call.completed", CALL),
  /** The vendor's record of the call, usually pulled; a closing report too. */
  CALL_LOGGED("call.logged", CALL),
  /** Says only that there is something to pull: it is no call. */
  CALL_NOTIFY("call.notify", CALL),
  LEAD_CREATED("lead.created", LEAD),
  LEAD_UPDATED("lead.updated", LEAD),
  /** Says only that there is a lead to pull. */
  LEAD_NOTIFY("lead.notify", LEAD),
  CONVERSATION_STARTED("conversation.started", CONVERSATION),
  CONVERSATION_ENDED("conversation.ended", CONVERSATION),
  MESSAGE_RECEIVED("message.received", CONVERSATION),
  AGENT_CREATED("agent.created", ACTIVITY),
  DOCUMENT_PROCESSED("document.processed", ACTIVITY),
  /** A finished call should have a recording, which is now looked for. */
  RECORDING_WANTED("recording.wanted", RECORDING),
  /** Looked for and not had; there will be another attempt. */
  RECORDING_ATTEMPTED("recording.attempted", RECORDING),
  /** A vendor told where a recording is; it may not yet be known which call it is of. */
  RECORDING_FOUND("recording.found", RECORDING),
  RECORDING_STORED("recording.stored", RECORDING),
  /** The vendor has none of this call. */
  RECORDING_ABSENT("recording.absent", RECORDING),
  /** Looked for in vain as often as we do. */
  RECORDING_GIVEN_UP("recording.given_up", RECORDING);

  private static final Map<String, EventType> BY_WIRE =
      Arrays.stream(values()).collect(Collectors.toMap(EventType::wire, Function.identity()));

  private final String wire;
  private final EventKind kind;

  EventType(String wire, EventKind kind) {
    this.wire = wire;
    this.kind = kind;
  }

  /** As written in {@code event_type}. */
  @JsonValue
  public String wire() {
    return wire;
  }

  /** The kind it belongs to. */
  public EventKind kind() {
    return kind;
  }

  /** Whether it only announces that there is something to pull, and tells of no entity itself. */
  public boolean isNotification() {
    return this == CALL_NOTIFY || this == LEAD_NOTIFY;
  }

  /** Whether it is a final report, which the fold ranks above all others (architecture, Fold). */
  public boolean isFinalReport() {
    return this == CALL_COMPLETED || this == CALL_LOGGED;
  }

  /** The type with this wire name, or null. */
  public static @Nullable EventType find(String wire) {
    return BY_WIRE.get(wire);
  }

  @JsonCreator
  static EventType of(String wire) {
    EventType type = BY_WIRE.get(wire);
    if (type == null) {
      throw new IllegalArgumentException("event_type \"" + wire + "\" is unknown");
    }
    return type;
  }
}
