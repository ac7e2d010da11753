package dev.trunkline.canonical;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the call-recording-fetcher about one call: the value of {@code
 * recordings.wanted.v1}, whose key is the call. Internal: links may hold tokens.
 *
 * @param ask what is to be done
 * @param callId the call, {@code <source>/<vendor_call_id>}
 * @param startedAt of the call, by the vendor
 * @param endedAt of the call, by the vendor
 * @param durationS of the call in seconds, at least 0
 * @param links what the vendor already told of its recordings; empty: nothing
 * @param askedAt receipt of the report that asks, or when the operator asked
 * @param deliveryId the delivery that told of it; null where an operator asks
 * @param eventId the call event that told of it; null where an operator asks
 * @param definitionHash what read it; null where an operator asks
 * @param isTest true for what our own senders made up
 * @param due when the next attempt is to be, for {@link Ask#RESCHEDULE}; never before the schedule
 *     of a job is read anew
 * @param reason why, in an operator's words; at most 512 characters
 */
public record RecordingRequest(
    Ask ask,
    String callId,
    String source,
    String vendor,
    @Nullable String vendorCallId,
    @Nullable String vendorLeadId,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Integer durationS,
    List<RecordingLink> links,
    Instant askedAt,
    @Nullable String deliveryId,
    @Nullable String eventId,
    @Nullable String definitionHash,
    @Nullable Boolean isTest,
    @Nullable Instant due,
    @Nullable String reason) {

  /** Copies the links; absent ones are none. */
  @SuppressWarnings("NullableProblems")
  public RecordingRequest {
    links = links == null ? List.of() : List.copyOf(links);
  }

  /** What is to be done about a call's recording. */
  public enum Ask {
    /** The call ended and should have a recording; none was told of. */
    WANTED,
    /** A report told where a recording is. */
    PRESENT,
    /** An operator wants it looked for now, even if the search had ended. */
    FETCH,
    /** An operator moves the next attempt. */
    RESCHEDULE,
    /** An operator ends the search. */
    GIVE_UP
  }
}
