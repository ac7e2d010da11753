package dev.trunkline.load.model;

import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One delivery as it was read once.
 *
 * @param replayId null for the live processing
 * @param hash of the definition that read it
 * @param manifested whether its manifest has arrived
 */
record Processing(
    String deliveryId,
    @Nullable String replayId,
    String source,
    Instant receivedAt,
    String hash,
    boolean manifested,
    List<Part> parts) {

  /** One element and what it became. */
  record Part(Fate fate, List<Said> events) {

    static Part of(Said... events) {
      return new Part(Fate.CANONICAL, List.of(events));
    }
  }

  Processing replayed(String replay, List<Part> otherwise) {
    return new Processing(
        deliveryId, replay, source, receivedAt, "h" + replay, manifested, otherwise);
  }

  Processing without(int part) {
    List<Part> fewer = new ArrayList<>(parts);
    fewer.set(part, new Part(Fate.IGNORED, List.of()));
    return new Processing(deliveryId, replayId, source, receivedAt, hash, manifested, fewer);
  }

  List<Published> published() {
    List<Published> all = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      all.addAll(events(i).values());
    }
    return all;
  }

  Manifest manifest() {
    return new Manifest(
        deliveryId,
        replayId,
        source,
        receivedAt,
        hash,
        IntStream.range(0, parts.size())
            .mapToObj(
                i -> {
                  Fate fate = parts.get(i).fate();
                  return fate == Fate.CANONICAL
                      ? new Manifest.Element(i, fate, null, List.copyOf(events(i).keySet()))
                      : new Manifest.Element(i, fate, "reason of " + i, null);
                })
            .toList());
  }

  private Map<String, Published> events(int part) {
    Map<String, Published> events = new LinkedHashMap<>();
    for (Said said : parts.get(part).events()) {
      events.put(said.eventId(this, part), said.published(this, part));
    }
    return events;
  }
}
