/**
 * The one way out to vendors over HTTP: guarded, bounded in time and size, told apart by source.
 */
@NullMarked
package dev.trunkline.plumbing.outbound;

import org.jspecify.annotations.NullMarked;
