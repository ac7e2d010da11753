/** What vendors say: definitions, sources, and the pure engine that reads deliveries by them. */
@NullMarked
package dev.trunkline.vendors;

import org.jspecify.annotations.NullMarked;
