/** Breaks an installation on purpose, at seeded moments under load, and audits what is left. */
@NullMarked
package dev.trunkline.allinone.drill;

import org.jspecify.annotations.NullMarked;
