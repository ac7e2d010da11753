package dev.trunkline.canonical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor reported about a lead. Null means not told. Field meanings: {@code
 * schemas/lead.v1.json}.
 */
public record LeadEvent(
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
    @Nullable String vendorLeadId,
    @Nullable String phone,
    @Nullable String phoneRaw,
    @Nullable PhoneStatus phoneStatus,
    @Nullable String email,
    @Nullable String fullName,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable LeadStatus status,
    @Nullable String vendorStatus,
    @Nullable String campaign,
    @Nullable String channel,
    @Nullable String companyId,
    @Nullable String address,
    @Nullable String city,
    @Nullable String state,
    @Nullable String postalCode,
    @Nullable String country,
    @Nullable String vendorCallId)
    implements CanonicalEvent {

  @Override
  public @Nullable String entity() {
    if (vendorLeadId != null) {
      return source + "/" + vendorLeadId;
    }
    return phone;
  }
}
