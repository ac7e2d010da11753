/** The gateway's own disk: what was acknowledged is kept here until Kafka surely has it. */
@NullMarked
package dev.trunkline.gateway.journal;

import org.jspecify.annotations.NullMarked;
