package dev.trunkline.store;

import dev.trunkline.canonical.Delivery;

/**
 * A delivery for the payload archive, and where its record stands.
 *
 * @param topic the raw topic
 * @param offset of the record in its partition
 */
public record ArchivedPayload(Delivery delivery, String topic, int partition, long offset) {}
