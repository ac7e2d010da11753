package dev.trunkline.gateway;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Rate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much each source may still deliver. Doors of a source with the same rate share it; other
 * doors being opened fill nothing up.
 */
final class Quotas {

  private final Map<Quota, Allowance> allowances = new ConcurrentHashMap<>();

  private record Quota(String source, Rate rate) {}

  /**
   * Takes one delivery at a door.
   *
   * @param now as {@code System.nanoTime()} has it
   * @return 0 if it may be delivered, else the nanoseconds until one may
   */
  long take(Door door, long now) {
    Rate rate = door.terms().rate();
    return rate == null
        ? 0
        : allowances
            .computeIfAbsent(new Quota(door.source(), rate), q -> new Allowance(rate))
            .take(now);
  }

  /** Forgets what none of these doors has any more. */
  void retain(Collection<Door> doors) {
    Set<Quota> open = new HashSet<>();
    for (Door door : doors) {
      Rate rate = door.terms().rate();
      if (rate != null) {
        open.add(new Quota(door.source(), rate));
      }
    }
    allowances.keySet().retainAll(open);
  }
}
