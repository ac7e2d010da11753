package dev.trunkline.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record lacks what every one of its kind has. Its message quotes nothing of the record. */
public final class Incomplete extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private Incomplete(String message) {
    super(message);
  }

  /**
   * A field that must be there.
   *
   * @param value null where it is not, whatever its type says: JSON may leave anything out
   */
  public static void require(String field, @Nullable Object value) {
    if (value == null) {
      throw new Incomplete(field + " is missing");
    }
  }

  /** An id that must be there. */
  public static void requireId(String field, @Nullable String value) {
    require(field, value);
    try {
      UUID.fromString(String.valueOf(value));
    } catch (IllegalArgumentException e) {
      throw new Incomplete(field + " is no UUID");
    }
  }
}
