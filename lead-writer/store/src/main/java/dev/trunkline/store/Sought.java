package dev.trunkline.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that an operator means by what is known of them; what is null narrows nothing.
 *
 * @param source the source they came from
 * @param vendor the vendor they came from
 * @param from received then or later
 * @param to received before
 */
public record Sought(
    By by,
    @Nullable String source,
    @Nullable String vendor,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** What is known of them. */
  public sealed interface By {

    /**
     * They tell of this phone: in a call with it or of the person who has it, or in whatever else
     * that person is told of in.
     *
     * @param number E.164
     */
    record Phone(String number) implements By {

      /** Says nobody's number. */
      @Override
      public String toString() {
        return "Phone[]";
      }
    }

    /**
     * They have an open dead letter of this cause.
     *
     * @param text in the cause, as letters are grouped by
     */
    record Failure(String text) implements By {}

    /**
     * They have an open dead letter of this group.
     *
     * @param group as {@link Cause#group()} calls it
     */
    record Letters(String group) implements By {}
  }
}
