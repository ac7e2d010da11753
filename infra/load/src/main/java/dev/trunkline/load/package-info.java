/** Sends webhooks as vendors do and audits what became of them. */
@NullMarked
package dev.trunkline.load;

import org.jspecify.annotations.NullMarked;
