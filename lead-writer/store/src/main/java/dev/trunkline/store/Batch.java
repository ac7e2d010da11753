package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * What one record tells.
   *
   * @param topic a canonical one, or {@code fates.v1}
   * @param value UTF-8 JSON
   * @param replayId as the record's header says
   * @throws RuntimeException if it is no such record; its message may quote the value
   */
  public static Batch read(String topic, byte[] value, @Nullable String replayId) {
    return topic.equals(Topics.FATES.name())
        ? new Batch(List.of(), List.of(manifest(value)))
        : new Batch(List.of(Told.read(EventKind.ofTopic(topic), value, replayId)), List.of());
  }

  private static Manifest manifest(byte[] value) {
    Manifest manifest = EventJson.readManifest(value);
    Incomplete.requireId("delivery_id", manifest.deliveryId());
    Incomplete.require("source", manifest.source());
    Incomplete.require("received_at", manifest.receivedAt());
    Incomplete.require("elements", manifest.elements());
    return manifest;
  }
}
