package dev.trunkline.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An erasure that was asked for; who it was about is known for only as long as it goes on.
 *
 * @param erasureId a UUIDv7
 * @param by who asked
 * @param why in their words
 * @param erased so far
 * @param keptAway how many names keep the person away; 0 where that was lifted
 * @param finishedAt null: it goes on, or was interrupted
 */
public record ErasureReceipt(
    String erasureId,
    Instant askedAt,
    String by,
    String why,
    Erased erased,
    long keptAway,
    @Nullable Instant finishedAt) {}
