/** Gives tests a broker, a database and the promises as objects. */
@NullMarked
package dev.trunkline.testbed;

import org.jspecify.annotations.NullMarked;
