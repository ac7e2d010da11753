/** Runs every stage in one JVM and is the command line's entrance. */
@NullMarked
package dev.trunkline.allinone;

import org.jspecify.annotations.NullMarked;
