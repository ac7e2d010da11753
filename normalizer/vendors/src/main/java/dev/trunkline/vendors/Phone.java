package dev.trunkline.vendors;

import dev.trunkline.canonical.PhoneStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a number as written turned out to be.
 *
 * @param e164 the number, where it is valid
 * @param status why it is or is not
 */
record Phone(@Nullable String e164, PhoneStatus status) {}
