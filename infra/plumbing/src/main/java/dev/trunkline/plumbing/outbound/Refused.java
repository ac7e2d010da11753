package dev.trunkline.plumbing.outbound;

import java.time.Duration;

/**
 * Our own breaker, bulkhead or rate limit said no: nothing was sent, and no attempt is spent.
 *
 * @param retryAfter when it is worth asking again
 */
public record Refused(String reason, Duration retryAfter) implements Reply, Download {}
