package dev.trunkline.store;

import static java.util.stream.Collectors.partitioningBy;

import dev.trunkline.canonical.EventKind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Keeps erased persons away: what tells of one, or comes of an element that did, is left out.
 *
 * @param kept what may be written
 * @param leftOut what may not
 * @param erased elements that are found to tell of one, and were not known to
 */
record Suppression(List<Entry> kept, List<Entry> leftOut, Set<ElementPlace> erased) {

  /**
   * Holds {@code app.suppressed} until the commit, so that an erasure begins before this batch or
   * after it.
   */
  private static final String ANY =
      """
      select exists (select from app.suppressed) or exists (select from app.erased_elements)
      """;

  private static final String ELEMENTS =
      """
      select delivery_id::text as delivery, delivery_index from app.erased_elements
      where delivery_id = any(:deliveries::uuid[])
      """;

  private static final String NAMES =
      """
      select encode(digest, 'hex') as digest, until from app.suppressed
      where digest in (select decode(d, 'hex') from unnest(:digests::text[]) as u(d))
      """;

  /** Of what a batch tells. */
  static Suppression of(Handle handle, List<Entry> entries) {
    if (entries.isEmpty() || !handle.createQuery(ANY).mapTo(Boolean.class).one()) {
      return new Suppression(entries, List.of(), Set.of());
    }
    Set<ElementPlace> before = elements(handle, entries);
    Digests digests = Digests.of(handle);
    List<List<String>> named = new ArrayList<>();
    Set<String> all = new HashSet<>();
    for (Entry entry : entries) {
      List<String> hashes = Name.of(entry).stream().map(digests::of).toList();
      named.add(hashes);
      all.addAll(hashes);
    }
    Map<String, Instant> until = until(handle, all);
    Set<ElementPlace> fresh = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      if (isErased(entries.get(i).event(), named.get(i), until)) {
        fresh.add(place(entries.get(i)));
      }
    }
    Set<ElementPlace> erased = new HashSet<>(before);
    erased.addAll(fresh);
    Map<Boolean, List<Entry>> leftOut =
        entries.stream().collect(partitioningBy(entry -> erased.contains(place(entry))));
    return new Suppression(
        leftOut.getOrDefault(false, List.of()), leftOut.getOrDefault(true, List.of()), fresh);
  }

  private static boolean isErased(
      LoggedEvent event, List<String> names, Map<String, Instant> until) {
    for (String name : names) {
      Instant end = until.get(name);
      if (end != null && (!event.occurredAt().isAfter(end) || !event.receivedAt().isAfter(end))) {
        return true;
      }
    }
    return false;
  }

  /** Stored recordings that came too late: whose files have to go. */
  Map<ElementPlace, String> files() {
    Map<ElementPlace, String> files = new HashMap<>();
    for (Entry entry : leftOut) {
      String sha256 = entry.event().text("sha256");
      if (entry.kind() == EventKind.RECORDING && sha256 != null && erased.contains(place(entry))) {
        files.put(place(entry), sha256);
      }
    }
    return files;
  }

  private static ElementPlace place(Entry entry) {
    return new ElementPlace(entry.event().delivery(), entry.event().index());
  }

  private static Set<ElementPlace> elements(Handle handle, List<Entry> entries) {
    return new HashSet<>(
        handle
            .createQuery(ELEMENTS)
            .bind(
                "deliveries",
                entries.stream()
                    .map(entry -> entry.event().delivery())
                    .distinct()
                    .toArray(String[]::new))
            .map(
                (row, context) ->
                    new ElementPlace(row.getString("delivery"), row.getInt("delivery_index")))
            .list());
  }

  /** By digest the end of what is meant; {@link Instant#MAX} for good. */
  private static Map<String, Instant> until(Handle handle, Set<String> digests) {
    Map<String, Instant> until = new HashMap<>();
    handle
        .createQuery(NAMES)
        .bind("digests", digests.toArray(String[]::new))
        .map(
            (row, context) -> {
              OffsetDateTime end = row.getObject("until", OffsetDateTime.class);
              return until.put(
                  row.getString("digest"), end == null ? Instant.MAX : end.toInstant());
            })
        .forEach(previous -> {});
    return until;
  }
}
