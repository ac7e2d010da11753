package dev.trunkline.embedded;

import org.jspecify.annotations.Nullable;

/**
 * An embedded server could not be started; the message is one line that says what is wrong and,
 * where known, what to do about it. It never contains a secret.
 */
public final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CannotStart(String message) {
    this(message, null);
  }

  CannotStart(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
