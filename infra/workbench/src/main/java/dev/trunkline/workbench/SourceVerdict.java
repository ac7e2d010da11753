package dev.trunkline.workbench;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why nothing, or nothing good, comes of a source. */
public enum SourceVerdict {
  /** What comes is usual. */
  FINE,
  /** The vendor sends nothing, at a time when it usually does. */
  QUIET,
  /** The vendor sends, and we turn it away. */
  REFUSED_BY_US,
  /** Deliveries come and cannot be read. */
  FAILING_TO_MAP,
  /** Deliveries came and wait for a stage. */
  STUCK,
  /** The vendor's history cannot be fetched. */
  POLLING_FAILS,
  /** Nothing is known of what is usual. */
  TOO_NEW;

  /** As shown and as written in JSON. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether people are to be told. */
  public boolean isAlarm() {
    return this != FINE && this != TOO_NEW;
  }
}
