package dev.trunkline.allinone.drill;

import java.time.Duration;

/**
 * One fault of a plan.
 *
 * @param at since the load began
 * @param lasts how long it holds, where it holds
 * @param seed of what is chosen while it is made
 */
record Step(Duration at, Fault fault, Duration lasts, long seed) {}
