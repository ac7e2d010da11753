package dev.trunkline.recordings;

import dev.trunkline.canonical.RecordingRequest;

/** The policy in force for a call; asked at every turn, so that a new one counts at once. */
@FunctionalInterface
interface Policies {

  /** The policy for a call; of a source that is not configured it is one that looks for nothing. */
  Policy of(RecordingRequest call);
}
