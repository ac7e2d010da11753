package dev.trunkline.store;

/**
 * What a write changed; all zero when everything was known already.
 *
 * @param events records that the event log did not have
 * @param manifests deliveries whose latest manifest changed
 * @param rows calls, leads and conversations inserted, changed or removed
 */
public record Written(int events, int manifests, int rows) {}
