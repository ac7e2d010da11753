package dev.trunkline.load.model;

import dev.trunkline.canonical.Manifest;
import dev.trunkline.store.Batch;
import dev.trunkline.store.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** How the records of a history come to the writer: in any order, some of them several times. */
final class Arrivals {

  private Arrivals() {}

  /** Every record at least once, some more often, in any order, cut anywhere. */
  static List<Batch> of(History history, Random random) {
    List<Object> records = new ArrayList<>();
    history.published().forEach(published -> records.add(published.told()));
    records.addAll(history.manifests());
    for (Object record : List.copyOf(records)) {
      if (random.nextInt(4) == 0) {
        records.add(record);
      }
    }
    Collections.shuffle(records, random);
    List<Batch> batches = new ArrayList<>();
    int most = 1 + random.nextInt(records.size() + 1);
    for (int from = 0; from < records.size(); ) {
      int to = Math.min(records.size(), from + 1 + random.nextInt(most));
      batches.add(batch(records.subList(from, to)));
      from = to;
    }
    return batches;
  }

  private static Batch batch(List<Object> records) {
    return new Batch(
        records.stream().filter(Told.class::isInstance).map(Told.class::cast).toList(),
        records.stream().filter(Manifest.class::isInstance).map(Manifest.class::cast).toList());
  }
}
