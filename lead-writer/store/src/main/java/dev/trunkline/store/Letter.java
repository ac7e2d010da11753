package dev.trunkline.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the index has it, without its bytes.
 *
 * @param at when the broker took it
 * @param group its cause's
 * @param reason as the stage wrote it
 * @param origin {@code topic-partition@offset} of the record it was part of; may be empty
 * @param index element of its delivery
 * @param replayId the processing that found it dead; null for the live one
 * @param attempts how often it was tried, from 1
 * @param redriven the letter that it was when it was put back; null where it was not
 * @param key the record's own
 * @param bytes how many it has
 * @param closed {@code resolved}, {@code superseded} or {@code discarded}; null while it is open
 * @param closedAt when that was found, or done
 * @param closedBy who did it; null where it was found so
 * @param closedWhy why
 */
public record Letter(
    LetterPlace place,
    Instant at,
    String group,
    Cause cause,
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
    long bytes,
    @Nullable String closed,
    @Nullable Instant closedAt,
    @Nullable String closedBy,
    @Nullable String closedWhy) {

  /** Whether it waits for somebody. */
  public boolean isOpen() {
    return closed == null;
  }
}
