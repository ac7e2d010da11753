package dev.trunkline.plumbing.outbound;

/**
 * There was no whole answer. Part of a download may have gone into the sink.
 *
 * @param reason for people; holds nothing of URL or payload
 */
public record Failed(Kind kind, String reason) implements Reply, Download {

  /** What went wrong. */
  public enum Kind {
    /** No address, no connection, no trust. */
    UNREACHABLE,
    /** The deadline passed. */
    TIMEOUT,
    /** The body came slower than the minimum rate. */
    TOO_SLOW,
    /** The connection ended before the answer did. */
    RESET,
    /** The body is larger than its limit. */
    TOO_LARGE,
    /** The answer breaks the protocol, or says a length or encoding that we cannot take. */
    MALFORMED;

    /** Whether it tells of a vendor that is unwell, rather than of this one answer. */
    boolean sick() {
      return this != TOO_LARGE && this != MALFORMED;
    }
  }
}
