package dev.trunkline.recordings;

/** The policy in force for each source; asked at every turn, so that a new one counts at once. */
@FunctionalInterface
interface Policies {

  /** The policy of a source; one that is not configured has one that looks for nothing. */
  Policy of(String source);
}
