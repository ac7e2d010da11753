package dev.trunkline.plumbing.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The host answered. With status 200 the whole body has gone into the sink; with any other none of
 * it.
 *
 * @param contentType as sent; null when not said
 * @param retryAfter how long the host asks us to wait, at most 24 hours; null when not said
 * @param bytes how many the sink was given
 */
public record Streamed(
    int status, @Nullable String contentType, @Nullable Duration retryAfter, long bytes)
    implements Download {}
