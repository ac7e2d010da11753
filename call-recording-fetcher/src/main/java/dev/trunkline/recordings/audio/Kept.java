package dev.trunkline.recordings.audio;

/** What became of a recording that came to its end. */
public sealed interface Kept {

  /**
   * It is in the store, for good.
   *
   * @param sha256 of its bytes, 64 lower-case hex digits
   * @param bytes how many
   * @param mediaType by its own first bytes
   */
  record Stored(String sha256, long bytes, String mediaType) implements Kept {}

  /** It is no recording; nothing of it is left. */
  record Rejected(Unfit reason) implements Kept {}
}
