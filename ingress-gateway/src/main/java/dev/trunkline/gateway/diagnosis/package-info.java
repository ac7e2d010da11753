/** Says what a refused request would have had to look like to be let in, and never how. */
@NullMarked
package dev.trunkline.gateway.diagnosis;

import org.jspecify.annotations.NullMarked;
