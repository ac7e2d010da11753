package dev.trunkline.store;

import dev.trunkline.canonical.Manifest;
import java.util.List;

/**
 * What is written in one transaction. Order means nothing, and records may repeat within a batch
 * and between batches.
 */
public record Batch(List<Told> events, List<Manifest> manifests) {

  /** Copies the lists. */
  public Batch {
    events = List.copyOf(events);
    manifests = List.copyOf(manifests);
  }
}
