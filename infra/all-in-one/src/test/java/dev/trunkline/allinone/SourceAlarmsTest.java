package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.workbench.SourceState;
import dev.trunkline.workbench.SourceVerdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SourceAlarmsTest {

  private static final SourceState QUIET =
      new SourceState("pbx", SourceVerdict.QUIET, null, "hardly anything comes");
  private static final SourceState FINE =
      new SourceState("pbx", SourceVerdict.FINE, null, "what comes is usual");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** The clockwork ends for good, and silently, at the first look that throws. */
  @Test
  void aLookThatEndsInAnErrorIsNotTheLast() {
    Queue<Supplier<List<SourceState>>> looks = new ArrayDeque<>();
    looks.add(
        () -> {
          throw new NoClassDefFoundError("half an update");
        });
    SourceAlarms alarms =
        new SourceAlarms(
            () -> {
              Supplier<List<SourceState>> next = looks.poll();
              return next == null ? List.of(QUIET) : next.get();
            },
            Duration.ofMillis(1),
            meters);

    alarms.start();
    try {
      await().untilAsserted(() -> assertThat(alarms.states()).containsExactly(QUIET));
    } finally {
      alarms.stop();
    }
  }

  @Test
  void theGaugeOfAnAlarmThatIsOverIsZero() {
    Queue<List<SourceState>> looks = new ArrayDeque<>(List.of(List.of(QUIET), List.of(FINE)));
    SourceAlarms alarms = new SourceAlarms(looks::remove, Duration.ofHours(1), meters);

    alarms.lookRound();
    assertThat(gauge("quiet")).isEqualTo(1);
    assertThat(gauge("stuck")).isZero();
    alarms.lookRound();
    assertThat(gauge("quiet")).isZero();
  }

  private double gauge(String verdict) {
    return meters
        .get("trunkline.source.alarm")
        .tags("source", "pbx", "verdict", verdict)
        .gauge()
        .value();
  }
}
