package dev.trunkline.canonical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a vendor reported that is neither call, lead nor conversation. Field meanings: {@code
 * schemas/activity.v1.json}.
 */
public record ActivityEvent(
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
    String subjectId,
    @Nullable String subjectName,
    @Nullable String status)
    implements CanonicalEvent {

  @Override
  public String entity() {
    return source + "/" + subjectId;
  }
}
