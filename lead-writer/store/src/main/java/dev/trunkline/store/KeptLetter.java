package dev.trunkline.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter for the index, as far as it tells of itself. Any text may stand anywhere: none of
 * ours need have written it.
 *
 * @param at when the broker took it
 * @param origin {@code topic-partition@offset} of the record it was part of; may be empty
 * @param deliveryId a UUID, or null
 * @param index element of its delivery; of an event the one that the event names
 * @param eventId a UUID; the event's, or the reconciliation's
 * @param replayId a UUID; null for the live processing
 * @param attempts from 1
 * @param redriven the letter that it was when it was put back, as {@link LetterPlace} writes it
 * @param key the record's own
 * @param body the letter's bytes; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying a megabyte would be waste
public record KeptLetter(
    LetterPlace place,
    Instant at,
    String reason,
    String origin,
    @Nullable String source,
    @Nullable String vendor,
    @Nullable String deliveryId,
    int index,
    @Nullable String eventId,
    @Nullable String definitionHash,
    @Nullable String replayId,
    int attempts,
    @Nullable String redriven,
    @Nullable String key,
    byte[] body) {

  /** One of which nothing is known but its bytes. */
  public static KeptLetter bare(LetterPlace place, Instant at, byte[] body) {
    return new KeptLetter(
        place,
        at,
        "what the letter says of itself cannot be kept",
        "",
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        1,
        null,
        null,
        body);
  }
}
