package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedTest {

  @Test
  void aBatchOfTenThousandEventsIsOneTransaction() {
    // given
    TestDatabase database = TestDatabase.fresh();
    Batch large = calls(0, 10_000);

    // when
    long start = System.nanoTime();
    Written written = database.store().write(large);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    // then
    System.out.printf("10,000 events of 10,000 calls in %d ms%n", took.toMillis());
    assertThat(written).isEqualTo(new Written(10_000, 10_000, 10_000));
    // The connection gives a statement 10 s: a batch must stay far from it, whatever the machine.
    assertThat(took).isLessThan(Duration.ofSeconds(20));

    int batches = Integer.getInteger("trunkline.batches", 10);
    List<Batch> more = new ArrayList<>();
    for (int i = 1; i <= batches; i++) {
      more.add(calls(i * 10_000, 1_000));
    }
    start = System.nanoTime();
    more.forEach(database.store()::write);
    took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "%d batches of 1,000 events with their manifests: %d events/s%n",
        batches, batches * 1_000L * 1_000_000_000L / took.toNanos());
  }

  private static Batch calls(int from, int count) {
    List<Told> events = new ArrayList<>();
    List<dev.trunkline.canonical.Manifest> manifests = new ArrayList<>();
    for (int n = from; n < from + count; n++) {
      Told told =
          second(n)
              .call(
                  "pbx24-" + n,
                  "call.completed",
                  "direction",
                  "inbound",
                  "status",
                  "answered",
                  "vendor_disposition",
                  "ANSWERED",
                  "duration_s",
                  240,
                  "talk_s",
                  230,
                  "started_at",
                  "2026-03-01T10:00:00Z",
                  "ended_at",
                  "2026-03-01T10:04:00Z",
                  "customer_phone",
                  "+1202555%04d".formatted(n % 10_000),
                  "customer_phone_raw",
                  "202555",
                  "customer_phone_status",
                  "valid",
                  "agent_id",
                  "214",
                  "agent_name",
                  "Dana Fox",
                  "queue",
                  "6500");
      events.add(told);
      manifests.add(manifest(told));
    }
    return new Batch(events, manifests);
  }
}
