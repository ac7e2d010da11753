package dev.trunkline.store;

import java.util.List;

/**
 * What a settlement did.
 *
 * @param rows inserted, changed or removed
 * @param crowds persons that it left with more events than a person has
 */
record Settled(int rows, List<Crowd> crowds) {}
