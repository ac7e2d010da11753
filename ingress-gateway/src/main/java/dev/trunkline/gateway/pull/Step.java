package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.PullJob;
import java.time.Instant;

/**
 * What is asked of a vendor next: a page, or for a comparison all pages of a slice.
 *
 * @param job as it stood when the step was decided
 * @param from begin of the slice, included
 * @param until end of the slice, excluded
 * @param end of what is wanted for now: of the poll's round, of the day or of the job
 */
record Step(PullJob job, Instant from, Instant until, Instant end) {}
