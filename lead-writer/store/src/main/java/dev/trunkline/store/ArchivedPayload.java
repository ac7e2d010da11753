package dev.trunkline.store;

import dev.trunkline.canonical.Delivery;
import java.time.Instant;

/**
 * A delivery for the payload archive, and where its record stands.
 *
 * @param topic the raw topic
 * @param offset of the record in its partition
 * @param at when the broker took it
 */
public record ArchivedPayload(
    Delivery delivery, String topic, int partition, long offset, Instant at) {}
