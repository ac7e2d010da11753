package dev.trunkline.recordings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in an attempt.
 *
 * @param part of which recording; 0: of the search for one
 * @param reason names the cause, never a link's query or a payload
 * @param retryAfter how long the vendor, or our own limit, asks to wait; null: not said
 */
record Trouble(int part, Cause cause, String reason, @Nullable Duration retryAfter)
    implements Downloads.End {}
