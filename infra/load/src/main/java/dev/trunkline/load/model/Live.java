package dev.trunkline.load.model;

import dev.trunkline.canonical.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which records count (architecture, Live events): of each delivery those that the manifest of its
 * latest processing lists; without any manifest, of each element and kind those of the latest
 * processing.
 *
 * <p>Settled sets only: while events of a later processing than the latest manifest's are there and
 * that processing's own manifest is not, the tables are on the way to something else (decision
 * 0010), and this says nothing about them.
 */
final class Live {

  private static final Comparator<Manifest> LATEST =
      Comparator.comparing(Live::replay)
          .thenComparing(m -> m.definitionHash() == null ? "" : m.definitionHash());

  private Live() {}

  /** The manifest of each delivery's latest processing, by delivery id. */
  static Map<String, Manifest> latest(Collection<Manifest> manifests) {
    Map<String, Manifest> latest = new HashMap<>();
    for (Manifest manifest : manifests) {
      latest.merge(
          Copy.lower(manifest.deliveryId()), manifest, (a, b) -> LATEST.compare(a, b) >= 0 ? a : b);
    }
    return latest;
  }

  /** The records that count: of each event of each element one. */
  static List<Copy> of(Collection<Copy> copies, Map<String, Manifest> latest) {
    Map<Object, String> newest = new HashMap<>();
    for (Copy copy : copies) {
      if (!latest.containsKey(copy.deliveryId())) {
        newest.merge(element(copy), copy.replayId(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    Map<Object, Copy> live = new HashMap<>();
    for (Copy copy : copies) {
      Manifest manifest = latest.get(copy.deliveryId());
      boolean counts =
          manifest == null
              ? copy.replayId().equals(newest.get(element(copy)))
              : lists(manifest, copy);
      if (counts) {
        live.merge(
            List.of(copy.deliveryId(), copy.index(), copy.eventId()),
            copy,
            (a, b) -> a.replayId().compareTo(b.replayId()) >= 0 ? a : b);
      }
    }
    return new ArrayList<>(live.values());
  }

  private static Object element(Copy copy) {
    return List.of(copy.deliveryId(), copy.index(), copy.kind());
  }

  private static boolean lists(Manifest manifest, Copy copy) {
    return manifest.elements().stream()
        .filter(element -> element.index() == copy.index() && element.eventIds() != null)
        .flatMap(element -> element.eventIds().stream())
        .anyMatch(id -> Copy.lower(id).equals(copy.eventId()));
  }

  static String replay(Manifest manifest) {
    return manifest.replayId() == null ? "" : Copy.lower(manifest.replayId());
  }
}
