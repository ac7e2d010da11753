package dev.trunkline.vendors;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import org.jspecify.annotations.Nullable;

/** What is asked of the call-recording-fetcher about what a vendor told. */
final class RecordingRequests {

  private final RecordingsSpec.Wanted wanted;

  /** Requests about one vendor's calls. */
  RecordingRequests(RecordingsSpec.Wanted wanted) {
    this.wanted = wanted;
  }

  /** What is asked; null: nothing. */
  @Nullable RecordingRequest of(Told told) {
    return switch (told.event()) {
      case CallEvent call when call.eventType().isFinalReport() && call.callId() != null ->
          !told.links().isEmpty() || isWanted(call) ? ofCall(call, call.callId(), told) : null;
      case RecordingEvent found when found.callId() != null && !told.links().isEmpty() ->
          present(found, found.callId(), told);
      default -> null;
    };
  }

  private boolean isWanted(CallEvent call) {
    return call.status() != null
        && wanted.status().contains(call.status())
        && isLongEnough(call.durationS())
        && isLongEnough(call.talkS());
  }

  private boolean isLongEnough(@Nullable Integer seconds) {
    return seconds == null || seconds >= wanted.minDurationS();
  }

  private static RecordingRequest ofCall(CallEvent call, String callId, Told told) {
    return new RecordingRequest(
        told.links().isEmpty() ? Ask.WANTED : Ask.PRESENT,
        callId,
        call.source(),
        call.vendor(),
        call.vendorCallId(),
        call.vendorLeadId(),
        call.startedAt(),
        call.endedAt(),
        call.durationS(),
        told.links(),
        call.receivedAt(),
        call.deliveryId(),
        call.eventId(),
        call.definitionHash(),
        call.isTest(),
        null,
        null);
  }

  /** The times and lengths of a recording are its own, and stand in its links. */
  private static RecordingRequest present(RecordingEvent found, String callId, Told told) {
    return new RecordingRequest(
        Ask.PRESENT,
        callId,
        found.source(),
        found.vendor(),
        found.vendorCallId(),
        found.vendorLeadId(),
        null,
        null,
        null,
        told.links(),
        found.receivedAt(),
        found.deliveryId(),
        found.eventId(),
        found.definitionHash(),
        found.isTest(),
        null,
        null);
  }
}
