/** Looks at a machine and a system, and says what is found, why it matters and what cures it. */
@NullMarked
package dev.trunkline.allinone.doctor;

import org.jspecify.annotations.NullMarked;
