package dev.trunkline.canonical;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a call stands or ended. */
public enum CallStatus {
  RINGING,
  IN_PROGRESS,
  ANSWERED,
  MISSED,
  BUSY,
  FAILED,
  CANCELLED,
  VOICEMAIL,
  UNKNOWN;

  /** Whether the call is over: a finished call never rings again. */
  public boolean isFinal() {
    return switch (this) {
      case RINGING, IN_PROGRESS, UNKNOWN -> false;
      case ANSWERED, MISSED, BUSY, FAILED, CANCELLED, VOICEMAIL -> true;
    };
  }

  /** As written on the wire. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static CallStatus of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
