/**
 * What the tables must show, by the rules of the design and nothing else: small, in memory, and
 * sharing no code with the writer whose tables it judges.
 */
@NullMarked
package dev.trunkline.load.model;

import org.jspecify.annotations.NullMarked;
