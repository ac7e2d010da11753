/** Looks for the recordings of finished calls, ever later, and stores them. */
@NullMarked
package dev.trunkline.recordings;

import org.jspecify.annotations.NullMarked;
