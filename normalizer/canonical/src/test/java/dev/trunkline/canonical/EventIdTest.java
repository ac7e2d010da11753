package dev.trunkline.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class EventIdTest {

  private static final NameBasedGenerator BY_HAND =
      Generators.nameBasedGenerator(UUID.fromString("6f1c4b52-3a6e-5d0c-9a57-7d1f0b2c8e44"));
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

  /** The quick way and the library's must never part: seeded texts of every kind of character. */
  @Test
  void theQuickWayIsTheLibrarysWay() throws Exception {
    Random random = new Random(8785);
    for (int i = 0; i < 20_000; i++) {
      Map<String, Object> fields = new HashMap<>();
      for (int f = random.nextInt(4); f >= 0; f--) {
        fields.put(text(random), random.nextInt(3) == 0 ? random.nextInt() : text(random));
      }
      String entity = text(random);
      List<Object> name = List.of("onecom", entity, "call.completed", AT, fields);
      byte[] canonical =
          new JsonCanonicalizer(EventJson.mapper().writeValueAsString(name)).getEncodedUTF8();

      assertThat(id(entity, fields, null)).isEqualTo(BY_HAND.generate(canonical));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(6); n > 0; n--) {
      text.appendCodePoint(
          switch (random.nextInt(5)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> "\"\\/<>&'\u007f".charAt(random.nextInt(8));
            case 2 -> 0x80 + random.nextInt(0xD800 - 0x80);
            case 3 -> 0x10000 + random.nextInt(0x10000);
            default -> 'a' + random.nextInt(26);
          });
    }
    return text.toString();
  }

  private static UUID id(String entity, Map<String, ?> fields, EventId.Occurrence occurrence) {
    return EventId.of("onecom", entity, EventType.CALL_COMPLETED, AT, fields, occurrence);
  }
}
