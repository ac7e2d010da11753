package dev.trunkline.load;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the audit found about some deliveries, before judging it.
 *
 * @param promised the body's hash by delivery id
 * @param journaled that of what a journal has yet to forward
 * @param raw the copies in the raw topics, by delivery id
 * @param manifests every manifest of {@code fates.v1}
 * @param events how often each event stands on a canonical topic
 * @param deadLetters how often each element stands on {@code dead.normalizer.v1}
 */
record Evidence(
    Map<String, String> promised,
    Map<String, String> journaled,
    Map<String, List<RawCopy>> raw,
    List<Manifest> manifests,
    Map<EventCopy, Integer> events,
    Map<ElementOf, Integer> deadLetters) {

  /** Nothing yet. */
  Evidence() {
    this(
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new ArrayList<>(),
        new HashMap<>(),
        new HashMap<>());
  }

  /** One thing more. */
  void add(Clue clue) {
    switch (clue) {
      case Clue.Promised p -> promised.put(p.deliveryId(), p.sha256());
      case Clue.Journaled j -> journaled.put(j.deliveryId(), j.sha256());
      case Clue.Kept k ->
          raw.computeIfAbsent(k.deliveryId(), id -> new ArrayList<>(1)).add(k.copy());
      case Clue.Fated f -> manifests.add(EventJson.readManifest(f.manifest()));
      case Clue.Told t -> {
        if (!t.searched()) {
          events.merge(t.copy(), 1, Integer::sum);
        }
      }
      case Clue.Dead d -> deadLetters.merge(d.element(), 1, Integer::sum);
    }
  }

  /**
   * One record of a raw topic.
   *
   * @param proof null or empty where the record names none
   * @param maybeDup whether who wrote it says that it may have been written before
   */
  record RawCopy(String source, String sha256, @Nullable String proof, boolean maybeDup) {}

  /** One event as one processing of one delivery made it; an empty replay id is the live one. */
  record EventCopy(String eventId, String deliveryId, String replayId, int index) {}

  /** One element of one processing. */
  record ElementOf(String deliveryId, String replayId, int index) {}
}
