package dev.trunkline.recordings;

import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reports of a call, put together, say of it. */
final class Calls {

  private Calls() {}

  /** What is kept of a request: the links are kept apart. */
  static RecordingRequest kept(RecordingRequest request) {
    return copy(request, request);
  }

  /** What one report knew, and where it knew nothing, another. */
  static RecordingRequest filled(RecordingRequest first, RecordingRequest second) {
    return copy(first, second);
  }

  /** A call with what is known of its recordings, as the vendor is asked about it. */
  static RecordingRequest with(RecordingRequest call, List<RecordingLink> links) {
    return copy(call, call, links);
  }

  private static RecordingRequest copy(RecordingRequest a, RecordingRequest b) {
    return copy(a, b, List.of());
  }

  private static RecordingRequest copy(
      RecordingRequest a, RecordingRequest b, List<RecordingLink> links) {
    return new RecordingRequest(
        RecordingRequest.Ask.WANTED,
        a.callId(),
        a.source(),
        a.vendor(),
        or(a.vendorCallId(), b.vendorCallId()),
        or(a.vendorLeadId(), b.vendorLeadId()),
        or(a.startedAt(), b.startedAt()),
        or(a.endedAt(), b.endedAt()),
        or(a.durationS(), b.durationS()),
        links,
        a.askedAt(),
        or(a.deliveryId(), b.deliveryId()),
        or(a.eventId(), b.eventId()),
        or(a.definitionHash(), b.definitionHash()),
        or(a.isTest(), b.isTest()),
        null,
        null);
  }

  /**
   * When the call ended, by the vendor; never after its report came, for a vendor's clock may be
   * wrong by days.
   */
  static Instant end(RecordingRequest call) {
    Instant end = call.endedAt();
    if (end == null && call.startedAt() != null && call.durationS() != null) {
      end = call.startedAt().plusSeconds(call.durationS());
    }
    return end == null || end.isAfter(call.askedAt()) ? call.askedAt() : end;
  }

  private static <T> @Nullable T or(@Nullable T a, @Nullable T b) {
    return a == null ? b : a;
  }
}
