/** Turns raw deliveries into canonical events, dead letters and manifests, exactly once. */
@NullMarked
package dev.trunkline.normalizer;

import org.jspecify.annotations.NullMarked;
