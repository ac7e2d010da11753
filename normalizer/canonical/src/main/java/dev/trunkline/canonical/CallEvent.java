package dev.trunkline.canonical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor reported about a call. A vendor tells a call in pieces: null means not told. Field
 * meanings: {@code schemas/call.v1.json}.
 */
public record CallEvent(
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
    @Nullable String vendorCallId,
    @Nullable String interactionId,
    @Nullable Direction direction,
    @Nullable CallStatus status,
    @Nullable String vendorDisposition,
    @Nullable Instant startedAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    @Nullable Integer durationS,
    @Nullable Integer talkS,
    @Nullable String customerPhone,
    @Nullable String customerPhoneRaw,
    @Nullable PhoneStatus customerPhoneStatus,
    @Nullable String customerName,
    @Nullable String businessPhone,
    @Nullable String agentId,
    @Nullable String agentName,
    @Nullable String agentPhone,
    @Nullable String campaign,
    @Nullable String queue,
    @Nullable String vendorLeadId,
    @Nullable String recordingUrl,
    @Nullable String vendorRecordingId)
    implements CanonicalEvent {

  @Override
  public @Nullable String entity() {
    return callId;
  }
}
