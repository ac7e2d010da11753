/** Runs a real Kafka broker and a real Postgres from a folder. */
@NullMarked
package dev.trunkline.embedded;

import org.jspecify.annotations.NullMarked;
