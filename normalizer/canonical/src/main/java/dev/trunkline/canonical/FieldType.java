package dev.trunkline.canonical;

/** What a field of an event holds; a mapping's answer is typed by it. */
public enum FieldType {
  /** Text, bounded by the field's {@code maxLength}. */
  TEXT,
  /** RFC 3339 instant in UTC. */
  INSTANT,
  /** Whole number, bounded by the field's minimum and maximum. */
  INTEGER,
  /** True or false. */
  BOOLEAN,
  /** One of the field's words. */
  WORD,
  /** E.164 number; has siblings {@code _raw} and {@code _status} where the schema says so. */
  PHONE,
  /** An absolute URI. */
  URI
}
