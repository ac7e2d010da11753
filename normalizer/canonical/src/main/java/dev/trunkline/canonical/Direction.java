package dev.trunkline.canonical;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who rang whom, seen from the company. */
public enum Direction {
  INBOUND,
  OUTBOUND,
  INTERNAL,
  UNKNOWN;

  /** As written on the wire. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static Direction of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
