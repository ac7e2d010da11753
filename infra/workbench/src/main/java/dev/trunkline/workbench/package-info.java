/** The operator's commands about a running system. */
@NullMarked
package dev.trunkline.workbench;

import org.jspecify.annotations.NullMarked;
