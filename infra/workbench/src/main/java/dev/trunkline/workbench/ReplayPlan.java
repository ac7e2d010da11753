package dev.trunkline.workbench;

import dev.trunkline.store.Chosen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay would do, source by source.
 *
 * @param sources in the order of their names
 */
record ReplayPlan(List<OfSource> sources) {

  /** Copies the list. */
  ReplayPlan {
    sources = List.copyOf(sources);
  }

  /**
   * One source's part.
   *
   * @param definitionHash what is to read its deliveries
   * @param deliveries that were asked for
   * @param duplicates that come along, because they share a live event with one of those
   * @param bytes of the bodies of both
   * @param unchanged how many of both were last read by that very definition: nothing will change
   * @param notArchived how many more there are whose payloads are gone: they stay as they are
   * @param first the earliest receipt of both; null if there are none
   * @param last the latest receipt of both; null if there are none
   */
  record OfSource(
      String source,
      String definitionHash,
      long deliveries,
      long duplicates,
      long bytes,
      long unchanged,
      long notArchived,
      @Nullable Instant first,
      @Nullable Instant last) {

    private OfSource and(Chosen.Group group) {
      long count = group.deliveries();
      if (!group.archived()) {
        return new OfSource(
            source,
            definitionHash,
            deliveries,
            duplicates,
            bytes,
            unchanged,
            notArchived + count,
            first,
            last);
      }
      return new OfSource(
          source,
          definitionHash,
          deliveries + (group.alongside() ? 0 : count),
          duplicates + (group.alongside() ? count : 0),
          bytes + group.bytes(),
          unchanged + (definitionHash.equals(group.definitionHash()) ? count : 0),
          notArchived,
          first == null || group.first().isBefore(first) ? group.first() : first,
          last == null || group.last().isAfter(last) ? group.last() : last);
    }
  }

  /**
   * The plan for what was chosen.
   *
   * @param readers what is to read each of its sources
   */
  static ReplayPlan of(Chosen chosen, Map<String, String> readers) {
    Map<String, OfSource> sources = new TreeMap<>();
    for (Chosen.Group group : chosen.groups()) {
      String hash = readers.get(group.source());
      if (hash == null) {
        throw new IllegalArgumentException("nothing is to read source " + group.source());
      }
      OfSource none = new OfSource(group.source(), hash, 0, 0, 0, 0, 0, null, null);
      sources.merge(group.source(), none.and(group), (known, more) -> known.and(group));
    }
    return new ReplayPlan(new ArrayList<>(sources.values()));
  }

  long deliveries() {
    return sources.stream().mapToLong(OfSource::deliveries).sum();
  }

  long duplicates() {
    return sources.stream().mapToLong(OfSource::duplicates).sum();
  }

  long bytes() {
    return sources.stream().mapToLong(OfSource::bytes).sum();
  }

  long unchanged() {
    return sources.stream().mapToLong(OfSource::unchanged).sum();
  }

  long notArchived() {
    return sources.stream().mapToLong(OfSource::notArchived).sum();
  }

  /** How many records it makes. */
  long records() {
    return deliveries() + duplicates();
  }
}
