package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.CanonicalEvent;

/**
 * One entry of a vendor's list.
 *
 * @param id of what it is about: {@code call_id}, or the vendor's id of a lead
 * @param event that the definition makes of it
 * @param part of the list that it stands in, 0-based
 */
record Listed(String id, CanonicalEvent event, int part) {}
