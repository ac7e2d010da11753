/** What does not fit into memory, on disk for as long as an audit takes. */
@NullMarked
package dev.trunkline.load.scratch;

import org.jspecify.annotations.NullMarked;
