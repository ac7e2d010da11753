package dev.trunkline.gateway;

import dev.trunkline.testbed.WithBackbone;

/** A short siege by few; {@link SiegeDrill} is the same by many. */
@WithBackbone
class SiegeTest extends Siege {

  SiegeTest() {
    super(new Sizes(500, 50, 50, 1, 1_500, 1_500, 64, 50, 1));
  }
}
