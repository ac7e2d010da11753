package dev.trunkline.writer;

import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.store.Batch;

/** What a record of the writer's topics tells. */
sealed interface Message {

  /** An event or a manifest. */
  record Report(Batch batch) implements Message {}

  /** What a vendor's own list said of our rows. */
  record Compared(Reconciliation reconciliation) implements Message {}
}
