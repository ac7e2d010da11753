package dev.trunkline.store;

/**
 * What a write changed; all zero when everything was known already.
 *
 * @param events records that the event log did not have
 * @param manifests deliveries whose latest manifest changed
 * @param rows calls, leads and conversations inserted, changed or removed
 * @param leftOut records that tell of an erased person, new or again
 */
public record Written(int events, int manifests, int rows, int leftOut) {

  /** Nothing was left out. */
  public Written(int events, int manifests, int rows) {
    this(events, manifests, rows, 0);
  }
}
