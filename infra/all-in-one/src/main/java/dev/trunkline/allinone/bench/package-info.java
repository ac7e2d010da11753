/** Measures stages beside what one would write instead of them. */
@NullMarked
package dev.trunkline.allinone.bench;

import org.jspecify.annotations.NullMarked;
