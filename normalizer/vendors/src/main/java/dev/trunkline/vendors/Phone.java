package dev.trunkline.vendors;

import dev.trunkline.canonical.PhoneStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a number as written turned out to be.
 *
 * @param e164 the number, where it is valid
 * @param status why it is or is not
 * @param extension the two to five digits of a number inside the company, or null
 */
record Phone(@Nullable String e164, PhoneStatus status, @Nullable String extension) {

  /** No number at all. */
  static final Phone NONE = new Phone(null, PhoneStatus.INVALID, null);
}
