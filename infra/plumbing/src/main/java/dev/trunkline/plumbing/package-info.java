/** Kafka wiring and failure policy: carries events without understanding them. */
@NullMarked
package dev.trunkline.plumbing;

import org.jspecify.annotations.NullMarked;
