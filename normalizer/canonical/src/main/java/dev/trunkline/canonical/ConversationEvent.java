package dev.trunkline.canonical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's chat agent reported about a conversation. Field meanings: {@code
 * schemas/conversation.v1.json}.
 */
public record ConversationEvent(
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
    String conversationId,
    @Nullable String vendorLeadId,
    @Nullable String agentId,
    @Nullable String channel,
    @Nullable Integer rating,
    @Nullable Boolean flagged,
    @Nullable String messageId,
    @Nullable String sender,
    @Nullable String text,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt)
    implements CanonicalEvent {

  @Override
  public String entity() {
    return source + "/" + conversationId;
  }
}
