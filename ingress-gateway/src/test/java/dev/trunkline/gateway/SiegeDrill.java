package dev.trunkline.gateway;

import dev.trunkline.testbed.WithBackbone;

/**
 * A siege by {@code -Dtrunkline.idle} idle connections and {@code -Dtrunkline.slow} slow bodies for
 * {@code -Dtrunkline.seconds}, and floods in {@code -Dtrunkline.rounds}: not in the suite, on
 * demand with {@code -Dtest=SiegeDrill}. The process needs to open half as many files again.
 */
@WithBackbone
class SiegeDrill extends Siege {

  SiegeDrill() {
    super(
        new Sizes(
            Integer.getInteger("trunkline.idle", 10_000),
            Integer.getInteger("trunkline.slow", 500),
            Integer.getInteger("trunkline.posts", 100),
            Integer.getInteger("trunkline.seconds", 60),
            Integer.getInteger("trunkline.p99", 100),
            Integer.getInteger("trunkline.floor", 0),
            Integer.getInteger("trunkline.upload", 1_024),
            Integer.getInteger("trunkline.limit", 100),
            Integer.getInteger("trunkline.rounds", 7)));
  }
}
