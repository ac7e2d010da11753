package dev.trunkline.store;

import dev.trunkline.canonical.EventKind;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What a batch brings to the log.
 *
 * @param fresh what the log does not have, each position once
 * @param live positions of those of them that count
 * @param turned logged events that begin or cease to count
 */
record Judged(List<Entry> fresh, Set<String> live, List<Liveness.Logged> turned) {

  /** The part of it that is about such kinds and entities. */
  Judged of(BiPredicate<EventKind, String> about) {
    return new Judged(
        fresh.stream().filter(entry -> about.test(entry.kind(), entry.entity())).toList(),
        live,
        turned.stream().filter(event -> about.test(event.kind(), event.entity())).toList());
  }

  boolean isLive(Entry entry) {
    return live.contains(entry.position());
  }

  boolean isEmpty() {
    return fresh.isEmpty() && turned.isEmpty();
  }
}
