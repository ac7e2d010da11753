package dev.trunkline.canonical;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of one element of a delivery. Every element has exactly one fate (P3). */
public enum Fate {
  /** It became one or more events. */
  CANONICAL,
  /** It tells of nothing that we publish. */
  IGNORED,
  /** It could not be read; a dead letter keeps its bytes. */
  DEAD;

  /** As written on the wire. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static Fate of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
