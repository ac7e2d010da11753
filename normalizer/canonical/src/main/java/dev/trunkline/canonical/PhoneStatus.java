package dev.trunkline.canonical;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a phone number as written turned out to be; better ones come first. */
public enum PhoneStatus {
  VALID,
  POSSIBLE,
  LOCAL_ONLY,
  INVALID,
  WITHHELD;

  /** As written on the wire. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static PhoneStatus of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
