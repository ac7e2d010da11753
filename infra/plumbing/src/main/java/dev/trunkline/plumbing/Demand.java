package dev.trunkline.plumbing;

import java.util.Map;
import java.util.Optional;

/**
 * A setting that a promise rests on.
 *
 * @param name as Kafka calls it
 * @param stated what it must be, by the relation
 * @param why what goes wrong otherwise
 */
record Demand(String name, Relation relation, String stated, String why) {

  /**
   * What is found instead, as {@code retention.ms=1000, not 86400000 or more}; empty if it fits.
   */
  Optional<String> unmet(Map<String, String> config) {
    String found = config.get(name);
    return found != null && relation.holds(found, stated)
        ? Optional.empty()
        : Optional.of(
            "%s=%s, not %s%s"
                .formatted(name, found == null ? "absent" : found, stated, relation.words()));
  }

  /** As {@code kafka-configs.sh --add-config} takes it. */
  String setting() {
    return stated.contains(",") ? "%s=[%s]".formatted(name, stated) : name + "=" + stated;
  }
}
