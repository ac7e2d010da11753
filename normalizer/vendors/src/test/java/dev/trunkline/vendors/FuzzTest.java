package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.vendors.Translation.Element;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes come, every element has one fate, nothing is thrown and nothing exceeds its
 * budget. Runs its seeds in the suite; {@code JAZZER_FUZZ=1 mvn -pl normalizer/vendors -am
 * -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false test} hunts for ten minutes.
 */
class FuzzTest {

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-www-form-urlencoded",
          "text/csv",
          "text/event-stream",
          "text/plain");
  private static final List<VendorDefinition> VENDORS = List.copyOf(Given.VENDORS.all());
  private static final Translator TRANSLATOR =
      Translator.of(Given.VENDORS, Sources.demo(Given.VENDORS).all());
  private static final long CPU_BUDGET = 5_000_000_000L;

  /** The first three bytes choose vendor, content type, and door or channel; the rest is sent. */
  @com.code_intelligence.jazzer.junit.FuzzTest(maxDuration = "10m")
  void whateverComesHasOneFate(byte[] input) {
    if (input.length >= 3) {
      check(delivery(input));
    }
  }

  /** The seeds of the hunt: what vendors really sent. */
  @Test
  void everySampleIsASeedThatPasses() {
    for (VendorDefinition vendor : VENDORS) {
      for (Sample sample : vendor.samples()) {
        check(sample.delivery("d", vendor.vendor(), Given.RECEIVED));
      }
    }
  }

  private static Delivery delivery(byte[] input) {
    VendorDefinition vendor = VENDORS.get((input[0] & 0xff) % VENDORS.size());
    String type = TYPES.get((input[1] & 0xff) % TYPES.size());
    List<String> doors = vendor.doorNames();
    String door = doors.get((input[2] & 0x7f) % doors.size());
    boolean query = input[2] == 0x7f;
    byte[] rest = Arrays.copyOfRange(input, 3, input.length);
    return new Delivery(
        "d",
        vendor.vendor(),
        vendor.vendor(),
        door,
        Given.RECEIVED,
        query ? "GET" : "POST",
        query ? new String(rest, java.nio.charset.StandardCharsets.ISO_8859_1) : null,
        type,
        "192.0.2.1",
        input[2] < 0 ? "pulled" : "none",
        null,
        Map.of(),
        null,
        query ? new byte[0] : rest);
  }

  private static void check(Delivery delivery) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (Element element : TRANSLATOR.translate(delivery).elements()) {
      switch (element) {
        case Element.Understood(var events, var requests) -> {
          assertThat(events).isNotEmpty();
          events.forEach(FuzzTest::survivesTheWire);
        }
        case Element.Ignored(var reason) -> assertThat(reason).isNotBlank();
        case Element.Rejected(var reason, var bytes) ->
            assertThat(reason)
                .isNotBlank()
                .doesNotContain("cannot be read (", "mapping fails", "takes more than", "too deep");
      }
    }
    assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)
        .isLessThan(CPU_BUDGET);
  }

  private static void survivesTheWire(CanonicalEvent event) {
    assertThat(EventJson.read(event.eventType().kind(), EventJson.write(event))).isEqualTo(event);
  }
}
