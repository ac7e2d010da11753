package dev.trunkline.store;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.util.UUID;

/** Makes {@code lead_id}: a UUIDv5 (RFC 9562) of the person's earliest-received live event. */
final class LeadId {

  private static final NameBasedGenerator IDS =
      Generators.nameBasedGenerator(UUID.fromString("b3f0a4de-52a1-5e0b-8d3c-1f6a7c9e2d50"));

  private LeadId() {}

  /**
   * The id of the lead that this event was the first to tell of.
   *
   * @param eventId lower case
   */
  static String of(String eventId) {
    return IDS.generate(eventId).toString();
  }
}
