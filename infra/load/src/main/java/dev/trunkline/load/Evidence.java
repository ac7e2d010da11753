package dev.trunkline.load;

import dev.trunkline.canonical.Manifest;
import dev.trunkline.load.model.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the audit found in the topics and the views, before judging it.
 *
 * @param raw the copies in the raw topics, by delivery id
 * @param manifests every manifest of {@code fates.v1}
 * @param events how often each event stands on a canonical topic
 * @param unshown ids of the events that no view shows singly ({@link Views#shows})
 * @param deadLetters how often each element stands on {@code dead.normalizer.v1}
 * @param tables what the views show; null where no database was asked
 */
record Evidence(
    Map<String, List<RawCopy>> raw,
    List<Manifest> manifests,
    Map<EventCopy, Integer> events,
    Set<String> unshown,
    Map<ElementOf, Integer> deadLetters,
    @Nullable Tables tables) {

  /** One record of a raw topic; the proof is null where the record names none. */
  record RawCopy(String source, String sha256, @Nullable String proof) {}

  /** One event as one processing of one delivery made it; an empty replay id is the live one. */
  record EventCopy(String eventId, String deliveryId, String replayId, int index) {}

  /** One element of one processing. */
  record ElementOf(String deliveryId, String replayId, int index) {}

  /**
   * What the contract's views show.
   *
   * @param fates of each element, as {@code delivery_id/index}
   * @param liveEvents ids in the views that show single events
   * @param judgedEvents those of them that a judged delivery brought first
   * @param orphans what the views themselves contradict, in words
   * @param rows the rows against the model's
   */
  record Tables(
      Map<String, String> fates,
      Set<String> liveEvents,
      Set<String> judgedEvents,
      List<String> orphans,
      Comparison rows) {}
}
