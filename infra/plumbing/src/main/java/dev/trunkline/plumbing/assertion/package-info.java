/** What must hold before anything runs, and how it is said when it does not. */
@NullMarked
package dev.trunkline.plumbing.assertion;

import org.jspecify.annotations.NullMarked;
