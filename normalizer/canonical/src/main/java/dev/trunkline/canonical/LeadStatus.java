package dev.trunkline.canonical;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a lead stands. */
public enum LeadStatus {
  NEW,
  OPEN,
  QUALIFIED,
  CONVERTED,
  LOST,
  DO_NOT_CONTACT,
  UNKNOWN;

  /** As written on the wire. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static LeadStatus of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
