package dev.trunkline.allinone.bench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.store.Batch;
import dev.trunkline.store.Told;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one delivery as they lie in their topics.
 *
 * @param manifest UTF-8 JSON
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Sent(List<Item> items, byte[] manifest) {

  /** Which writer has it: all that is told of one entity has the same. */
  int writer(int writers) {
    return Math.floorMod(items.get(0).row().key().hashCode(), writers);
  }

  /** Cut into batches of about so many events. */
  static List<List<Sent>> batches(List<Sent> all, int size) {
    List<List<Sent>> batches = new ArrayList<>();
    List<Sent> batch = new ArrayList<>();
    int events = 0;
    for (Sent sent : all) {
      batch.add(sent);
      events += sent.items().size();
      if (events >= size) {
        batches.add(batch);
        batch = new ArrayList<>();
        events = 0;
      }
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /** Read as the lead-writer reads it. */
  static Batch read(List<Sent> batch) {
    List<Told> events = new ArrayList<>();
    List<Manifest> manifests = new ArrayList<>();
    for (Sent sent : batch) {
      sent.items().forEach(item -> events.add(Told.read(item.row().kind(), item.json(), null)));
      manifests.add(EventJson.readManifest(sent.manifest()));
    }
    return new Batch(events, manifests);
  }

  /**
   * An event.
   *
   * @param json UTF-8
   * @param row the same, already parsed, as the plain upsert takes it
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Item(byte[] json, PlainRow row) {}
}
