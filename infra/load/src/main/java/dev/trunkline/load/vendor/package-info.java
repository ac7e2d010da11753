/** A vendor's API to be asked for recordings, as moody as the real one: scripted, on loopback. */
@NullMarked
package dev.trunkline.load.vendor;

import org.jspecify.annotations.NullMarked;
