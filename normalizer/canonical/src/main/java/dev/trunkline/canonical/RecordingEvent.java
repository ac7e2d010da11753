package dev.trunkline.canonical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became known about a recording: from a vendor, or from our own search for it. Null means not
 * told. Field meanings: {@code schemas/recording.v1.json}.
 */
public record RecordingEvent(
    String eventId,
    EventType eventType,
    String source,
    String vendor,
    String deliveryId,
    int deliveryIndex,
    Instant occurredAt,
    Instant receivedAt,
    String definitionHash,
    @Nullable Boolean isTest,
    @Nullable String extras,
    @Nullable String callId,
    @Nullable Integer part,
    @Nullable String vendorCallId,
    @Nullable String vendorLeadId,
    @Nullable String vendorRecordingId,
    @Nullable String recordingUrl,
    @Nullable Instant startedAt,
    @Nullable Integer durationS,
    @Nullable Instant expiresAt,
    @Nullable Integer attempt,
    @Nullable Instant nextAttemptAt,
    @Nullable String reason,
    @Nullable Instant storedAt,
    @Nullable String sha256,
    @Nullable Integer bytes,
    @Nullable String mediaType)
    implements CanonicalEvent {

  /**
   * The call, for its further recordings with their part; where no call is known, the recording by
   * the vendor's id of it.
   */
  @Override
  public @Nullable String entity() {
    if (callId != null) {
      return part == null ? callId : callId + "#" + part;
    }
    return vendorRecordingId == null ? null : source + "/" + vendorRecordingId;
  }

  /** All that is told of one call's recordings stays in one order. */
  @Override
  public String key() {
    return callId == null ? CanonicalEvent.super.key() : callId;
  }
}
