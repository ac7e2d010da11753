package dev.trunkline.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {

  private static final Delivery DELIVERY =
      new Delivery(
          DeliveryIds.next(),
          "dialer",
          "convoso",
          "call",
          Instant.parse("2024-01-15T08:32:01.250Z"),
          "POST",
          "a=1",
          "application/json",
          "127.0.0.1",
          "hmac:1",
          null,
          Map.of("user-agent", "curl"),
          DeliveryIds.next(),
          new byte[] {1, 2, 3});

  @Test
  void itReadsBackFromItsHeaders() {
    Delivery read = Delivery.of(DELIVERY.headers(), DELIVERY.body());

    assertThat(read).isEqualTo(DELIVERY);
  }

  @Test
  void whatWasPulledHasNoPeer() {
    Map<String, String> headers = new HashMap<>(DELIVERY.headers());
    headers.put("remote_ip", "");

    assertThat(Delivery.of(headers, new byte[0]).remoteIp()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"delivery_id", "source", "vendor", "door", "received_at", "remote_ip", "proof"})
  void aMissingHeaderIsNamed(String name) {
    Map<String, String> headers = new HashMap<>(DELIVERY.headers());
    headers.remove(name);

    assertThatThrownBy(() -> Delivery.of(headers, new byte[0]))
        .hasMessage("header " + name + " is missing");
  }

  @Test
  void aRequestHeaderNeverTakesThePlaceOfOurs() {
    Delivery forged =
        new Delivery(
            DELIVERY.id(),
            "dialer",
            "convoso",
            "call",
            DELIVERY.receivedAt(),
            "POST",
            null,
            null,
            "127.0.0.1",
            "none",
            null,
            Map.of("source", "somebody-else"),
            null,
            new byte[0]);

    assertThat(forged.headers()).containsEntry("source", "dialer");
  }
}
