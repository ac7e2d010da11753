package dev.trunkline.store;

/**
 * What an erasure has taken so far.
 *
 * @param events records of the log
 * @param payloads of the archive
 * @param letters dead ones that were emptied
 * @param extras events of others that lost what no mapping used
 */
public record Erased(long events, long payloads, long letters, long extras) {

  static final Erased NOTHING = new Erased(0, 0, 0, 0);

  /** Whether there was nothing to take. */
  public boolean tookNothing() {
    return equals(NOTHING);
  }

  Erased plus(Erased more) {
    return new Erased(
        events + more.events,
        payloads + more.payloads,
        letters + more.letters,
        extras + more.extras);
  }
}
