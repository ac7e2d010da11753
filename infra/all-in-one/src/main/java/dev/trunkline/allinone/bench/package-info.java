/** Measures the lead-writer against a plain upsert. */
@NullMarked
package dev.trunkline.allinone.bench;

import org.jspecify.annotations.NullMarked;
