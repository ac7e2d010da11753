/** The language Trunkline publishes: events, manifests, topics and the schemas they follow. */
@NullMarked
package dev.trunkline.canonical;

import org.jspecify.annotations.NullMarked;
