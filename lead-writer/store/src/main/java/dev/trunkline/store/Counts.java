package dev.trunkline.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much the tables hold, counted exactly.
 *
 * @param deliveries deliveries with a manifest
 * @param unfinished deliveries of which events came and no manifest yet, and what the recording
 *     fetcher told, which never has one
 * @param events records of the event log, redeliveries and replays included
 * @param agents distinct agents of calls: by id, else by phone, else by name
 * @param payloads deliveries in the payload archive
 * @param newestReceipt when the newest delivery that is written was received; null if there is none
 */
public record Counts(
    long deliveries,
    long unfinished,
    long events,
    long calls,
    long leads,
    long conversations,
    long agents,
    long payloads,
    @Nullable Instant newestReceipt) {}
