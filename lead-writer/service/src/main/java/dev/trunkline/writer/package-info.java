/** Pumps canonical events, manifests and payloads into the store. */
@NullMarked
package dev.trunkline.writer;

import org.jspecify.annotations.NullMarked;
