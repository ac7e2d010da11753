/** The pull side: what vendors' history APIs tell enters as deliveries, as what they push does. */
@NullMarked
package dev.trunkline.gateway.pull;

import org.jspecify.annotations.NullMarked;
