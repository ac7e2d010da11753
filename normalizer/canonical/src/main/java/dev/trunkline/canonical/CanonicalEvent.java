package dev.trunkline.canonical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing a vendor reported, in our words. On the wire it is one flat JSON object in snake_case;
 * the schemas under {@code /schemas} are the source of every field's meaning, and an absent field
 * (null here) means that the vendor did not tell.
 */
public sealed interface CanonicalEvent
    permits CallEvent, LeadEvent, ConversationEvent, ActivityEvent, RecordingEvent {

  /** UUIDv5 of what is told; see {@link EventId}. */
  String eventId();

  /** What happened. */
  EventType eventType();

  /** The configured source that told it. */
  String source();

  /** The vendor whose definition read it. */
  String vendor();

  /** UUIDv7 of the request that brought it. */
  String deliveryId();

  /** Element of the delivery, 0-based over all elements. */
  int deliveryIndex();

  /** When it happened, by the vendor; {@link #receivedAt()} where no time is stated. */
  Instant occurredAt();

  /** When the gateway received the delivery. */
  Instant receivedAt();

  /** Hash of the definition and source settings that read it. */
  String definitionHash();

  /** True for what our own senders sent as a test; null means false. */
  @Nullable Boolean isTest();

  /** What the mapping did not use, as a JSON object in a string, or null. */
  @Nullable String extras();

  /** Id of the entity the event is about, unique over all sources; null where it names none. */
  @Nullable String entity();

  /** The Kafka record key: the entity, else what else holds related events together. */
  default String key() {
    String entity = entity();
    return entity == null ? deliveryId() : entity;
  }
}
