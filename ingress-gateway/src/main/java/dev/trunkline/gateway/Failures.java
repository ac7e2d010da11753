package dev.trunkline.gateway;

import dev.trunkline.vendors.Rate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many proofs that fail each caller may still send. Only what has failed is counted, and only
 * what has failed is refused by it: vendors share addresses, so nobody's genuine request may hang
 * on what others send from his. Of very many addresses the one that has failed longest ago is
 * forgotten. Safe for all event loops.
 */
final class Failures {

  private final Rate rate;
  private final Map<String, Allowance> allowances;

  /** Remembers so many addresses, each with this rate. */
  Failures(Rate rate, int addresses) {
    this.rate = rate;
    this.allowances =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > addresses;
          }
        };
  }

  /**
   * Takes one failure of a caller.
   *
   * @param now as {@code System.nanoTime()} has it
   * @return 0 if he may be told why, else the nanoseconds until he may
   */
  synchronized long take(Peer peer, long now) {
    return allowances.computeIfAbsent(peer.network(), network -> new Allowance(rate)).take(now);
  }

  /** How many addresses are remembered. */
  synchronized int addresses() {
    return allowances.size();
  }
}
