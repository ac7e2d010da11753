package dev.trunkline.load.vendor;

import org.jspecify.annotations.Nullable;

/**
 * How the search for a call's recording ends, if every attempt of the default schedule is made.
 *
 * @param search why no link is ever found; null: one is found
 * @param audio why what the link gives is never kept; null: it is
 */
public record Ending(@Nullable Cause search, @Nullable Cause audio) {

  static final Ending WELL = new Ending(null, null);

  static Ending unfound(Cause cause) {
    return new Ending(cause, null);
  }

  static Ending unkept(Cause cause) {
    return new Ending(null, cause);
  }

  /** Where audio is stored. */
  public Outcome whenStoring() {
    if (search != null) {
      return new Outcome(End.GIVEN_UP, search);
    }
    return audio == null ? new Outcome(End.STORED, null) : new Outcome(End.GIVEN_UP, audio);
  }

  /** Where links are all that is wanted. */
  public Outcome whenOnlySearching() {
    return search == null ? new Outcome(End.FOUND, null) : new Outcome(End.GIVEN_UP, search);
  }

  /**
   * The end of one search.
   *
   * @param cause of giving up, else null
   */
  public record Outcome(End end, @Nullable Cause cause) {}

  /** What is told last. */
  public enum End {
    /** Its link is known. */
    FOUND,
    /** Its audio is kept. */
    STORED,
    /** Neither. */
    GIVEN_UP
  }

  /** Why a search is given up. */
  public enum Cause {
    /** The vendor never had one. */
    NONE,
    /** Several could be it. */
    AMBIGUOUS,
    /** The vendor names a file and gives no link. */
    FILE_NAME,
    /** The vendor's API never gave a proper answer. */
    API_FAILS,
    /** The link gave 404 or an error to the end. */
    AUDIO_FAILS,
    /** The link gave something that is no audio: a page, JSON, nothing, other bytes. */
    NOT_AUDIO,
    /** The audio was never whole: broken off, or of another length than told. */
    NOT_WHOLE,
    /** The audio came encoded, which nobody asked for. */
    ENCODED,
    /** No link worked long enough. */
    EXPIRED,
    /** The link led where we do not go. */
    FORBIDDEN,
    /** The link led from address to address. */
    REDIRECTS,
    /** There is no end to it. */
    TOO_LARGE,
    /** It came too slowly. */
    TOO_SLOW
  }
}
