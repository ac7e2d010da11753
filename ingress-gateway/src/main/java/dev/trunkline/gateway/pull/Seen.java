package dev.trunkline.gateway.pull;

import dev.trunkline.vendors.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Rows of one history that went out lately, by the hash of their text. Polls overlap: without it
 * every call would go out a dozen times. It is memory only: whoever takes a source over publishes
 * the overlap once more, which changes no row.
 */
final class Seen {

  /** Of one generation; two are kept. */
  private static final int MOST = 200_000;

  private Set<Long> young = new HashSet<>();
  private Set<Long> old = new HashSet<>();
  private Instant begun;

  Seen(Instant now) {
    begun = now;
  }

  /** Whether a part has a row that did not go out. */
  boolean hasNews(Page.Part part) {
    for (long print : part.prints()) {
      if (!young.contains(print) && !old.contains(print)) {
        return true;
      }
    }
    return part.prints().length == 0;
  }

  /** Of a part that was on the page just read: it is known for at least {@code memory} more. */
  void saw(Page.Part part, Instant now, Duration memory) {
    if (young.size() >= MOST || begun.plus(memory).isBefore(now)) {
      old = young;
      young = new HashSet<>();
      begun = now;
    }
    for (long print : part.prints()) {
      young.add(print);
    }
  }
}
