package dev.trunkline.gateway.pull;

import dev.trunkline.vendors.Definitions;

/** The vendors and sources that pulls go by, as they are in force when asked. */
@FunctionalInterface
public interface PullSources {

  /** What is in force now. */
  Definitions inForce();
}
