/** Owns the shape of every table: migrations, the writes that fold events, and read queries. */
@NullMarked
package dev.trunkline.store;

import org.jspecify.annotations.NullMarked;
