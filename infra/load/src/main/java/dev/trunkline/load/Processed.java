package dev.trunkline.load;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.load.Evidence.EventCopy;
import dev.trunkline.load.model.Slicing;
import dev.trunkline.load.scratch.Spill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The events and manifests of some deliveries, each event of a processing once. */
record Processed(Map<EventCopy, Clue.Told> told, Map<String, List<Manifest>> manifests) {

  static Processed read(Spill byDelivery, int part) {
    Processed processed = new Processed(new HashMap<>(), new HashMap<>());
    byDelivery.each(
        part,
        record -> {
          Clue clue = Clue.read(record);
          if (clue instanceof Clue.Told told) {
            processed.told.putIfAbsent(told.copy(), told);
          }
          if (clue instanceof Clue.Fated fated) {
            processed
                .manifests
                .computeIfAbsent(
                    fated.deliveryId().toLowerCase(Locale.ROOT), first -> new ArrayList<>(1))
                .add(EventJson.readManifest(fated.manifest()));
          }
        });
    return processed;
  }

  /** A manifest goes with every element of its delivery, and tells there of those alone. */
  void cut(Slicing slicing, Spill slices) {
    Map<String, Set<Integer>> elements = new HashMap<>();
    for (Clue.Told event : told.values()) {
      String delivery = event.deliveryId().toLowerCase(Locale.ROOT);
      int index = event.copy().index();
      elements.computeIfAbsent(delivery, first -> new HashSet<>()).add(index);
      slices.add(slicing.slice(delivery, index, slices.parts()), Slice.copy(event));
    }
    manifests.forEach(
        (delivery, all) -> {
          Set<Integer> indexes = elements.getOrDefault(delivery, new HashSet<>());
          all.forEach(m -> m.elements().forEach(element -> indexes.add(element.index())));
          Map<Integer, Set<Integer>> bySlice = new HashMap<>();
          for (int index : indexes) {
            bySlice
                .computeIfAbsent(
                    slicing.slice(delivery, index, slices.parts()), first -> new HashSet<>())
                .add(index);
          }
          bySlice.forEach(
              (slice, in) -> all.forEach(m -> slices.add(slice, Slice.manifest(only(m, in)))));
        });
  }

  private static Manifest only(Manifest manifest, Set<Integer> indexes) {
    return new Manifest(
        manifest.deliveryId(),
        manifest.replayId(),
        manifest.source(),
        manifest.receivedAt(),
        manifest.definitionHash(),
        manifest.elements().stream().filter(e -> indexes.contains(e.index())).toList());
  }
}
