/** What can be set, what it means, and what it is now: for people, without a start. */
@NullMarked
package dev.trunkline.allinone.settings;

import org.jspecify.annotations.NullMarked;
