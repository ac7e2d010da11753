package dev.trunkline.vendors;

/** What a history lists. */
public enum Subject {
  /** Calls, each with its id. */
  CALLS,
  /** Leads. */
  LEADS,
  /** Recordings of calls. */
  RECORDINGS
}
