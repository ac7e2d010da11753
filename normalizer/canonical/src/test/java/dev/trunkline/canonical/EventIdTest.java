package dev.trunkline.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdTest {

  private static final String AT = "2024-01-15T08:32:00Z";

  @Test
  void theOrderOfFieldsDoesNotMatter() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("status", "answered");
    one.put("duration_s", 120);
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("duration_s", 120);
    other.put("status", "answered");

    assertThat(id("onecom/1", one, null)).isEqualTo(id("onecom/1", other, null));
  }

  @Test
  void itIsAUuidOfVersionFive() {
    assertThat(id("onecom/1", Map.of(), null).version()).isEqualTo(5);
  }

  /**
   * Pinned (and computed by hand elsewhere): a changed algorithm would count every replayed event
   * twice.
   */
  @Test
  void itNeverChangesBetweenReleases() {
    assertThat(id("onecom/1", Map.of("status", "answered", "customer_name", "é\"\n"), null))
        .isEqualTo(UUID.fromString("64e4dcb3-64c7-584c-bce4-d8e05eb54aa9"));
  }

  @Test
  void aCorrectionHasANewOne() {
    assertThat(id("onecom/1", Map.of("status", "answered"), null))
        .isNotEqualTo(id("onecom/1", Map.of("status", "missed"), null));
  }

  @Test
  void whereEverySubmissionCountsTheDeliveryAndIndexJoinIt() {
    String delivery = DeliveryIds.next();

    assertThat(id(null, Map.of(), new EventId.Occurrence(delivery, 0)))
        .isEqualTo(id(null, Map.of(), new EventId.Occurrence(delivery, 0)))
        .isNotEqualTo(id(null, Map.of(), new EventId.Occurrence(delivery, 1)))
        .isNotEqualTo(id(null, Map.of(), new EventId.Occurrence(DeliveryIds.next(), 0)));
  }

  private static UUID id(String entity, Map<String, ?> fields, EventId.Occurrence occurrence) {
    return EventId.of("onecom", entity, EventType.CALL_COMPLETED, AT, fields, occurrence);
  }
}
