package dev.trunkline.testbed;

import org.jspecify.annotations.Nullable;

/** One time that a delivery was processed: live, where there is no replay, or by a replay. */
record Processing(String deliveryId, @Nullable String replayId) {

  @Override
  public String toString() {
    return "delivery " + deliveryId + (replayId == null ? "" : " in replay " + replayId);
  }
}
