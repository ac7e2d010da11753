package dev.trunkline.gateway.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The journal at one moment.
 *
 * @param refusing why an entry that came now would not be taken; null: it would
 * @param waiting entries that Kafka has not acknowledged
 * @param kept entries that are kept, those waiting included
 * @param bytes of all that are kept
 * @param oldest how long the oldest of those waiting has been; zero where none is
 * @param quarantined rows that could not be read back, put aside since the start
 */
public record JournalHealth(
    JournalRefusal.@Nullable Cause refusing,
    long waiting,
    long kept,
    long bytes,
    Duration oldest,
    long quarantined) {}
