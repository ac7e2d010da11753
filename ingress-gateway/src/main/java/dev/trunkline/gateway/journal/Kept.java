package dev.trunkline.gateway.journal;

/**
 * An entry that the journal has.
 *
 * @param seq its place: from 1, without gaps, never given twice
 * @param at when it was appended, in milliseconds since 1970
 */
record Kept(long seq, long at, Entry entry) {

  private static final long HEADERS = 1_024;

  /** About what it takes in memory, in bytes. */
  long size() {
    return entry.body().length + HEADERS;
  }

  /** The same, to be sent again. */
  Kept again() {
    return new Kept(seq, at, entry.again());
  }
}
