/** Judges who speaks, keeps the bytes in Kafka, and answers as the vendor expects. */
@NullMarked
package dev.trunkline.gateway;

import org.jspecify.annotations.NullMarked;
