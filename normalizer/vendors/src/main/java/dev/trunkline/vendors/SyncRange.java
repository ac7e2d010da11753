package dev.trunkline.vendors;

/** A stretch of history that a vendor's guide gives operators a door for. */
public enum SyncRange {
  /** From the last midnight of the source's zone. */
  TODAY,
  /** Of days that the operator names. */
  RANGE,
  /** The last seven days. */
  LAST_WEEK
}
