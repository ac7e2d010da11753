package dev.trunkline.load;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Evidence.EventCopy;
import dev.trunkline.load.model.Copy;
import dev.trunkline.plumbing.HeaderMaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All that the canonical topics hold.
 *
 * @param manifests of every processing
 * @param events how often each stands there
 * @param unshown ids of the events that no view shows singly ({@link Views#shows})
 * @param bodies the events themselves, for the model; empty where nobody asks it
 * @param seen the events that were met
 */
record Canonical(
    List<Manifest> manifests,
    Map<EventCopy, Integer> events,
    Set<String> unshown,
    List<Copy> bodies,
    Set<EventCopy> seen) {

  /**
   * Reads the topics to their ends.
   *
   * @param kept whether the bodies are kept: they are most of what an audit needs of memory
   */
  static Canonical read(TopicReader topics, boolean kept) {
    Canonical read =
        new Canonical(
            new ArrayList<>(),
            new HashMap<>(),
            new HashSet<>(),
            new ArrayList<>(),
            new HashSet<>());
    topics.read(
        List.of(Topics.FATES.name()),
        record -> read.manifests.add(EventJson.readManifest(record.value())));
    topics.read(
        Arrays.stream(EventKind.values()).map(EventKind::topic).toList(),
        record -> read.add(record, kept));
    return read;
  }

  private void add(ConsumerRecord<String, byte[]> record, boolean kept) {
    EventKind kind = EventKind.ofTopic(record.topic());
    CanonicalEvent event = EventJson.read(kind, record.value());
    Map<String, String> headers = HeaderMaps.read(record.headers());
    String replay = headers.getOrDefault("replay_id", "");
    EventCopy copy =
        new EventCopy(event.eventId(), event.deliveryId(), replay, event.deliveryIndex());
    boolean first = seen.add(copy);
    if (!headers.containsKey(Searches.STAGE)) {
      // What a search of ours tells is in no delivery's manifest.
      events.merge(copy, 1, Integer::sum);
    }
    if (!Views.shows(kind)) {
      unshown.add(event.eventId());
    }
    if (kept && first) {
      bodies.add(Copy.read(kind, record.value(), replay));
    }
  }
}
