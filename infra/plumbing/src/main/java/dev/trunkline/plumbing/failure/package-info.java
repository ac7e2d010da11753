/** Says what is done about each failure, and lets listener containers do it. */
@NullMarked
package dev.trunkline.plumbing.failure;

import org.jspecify.annotations.NullMarked;
