package dev.trunkline.allinone;

import dev.trunkline.workbench.SourceLook;
import dev.trunkline.workbench.SourceState;
import dev.trunkline.workbench.SourceVerdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at every source once a minute, and says so where one has fallen silent, and why. */
final class SourceAlarms implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(SourceAlarms.class);

  private final Supplier<List<SourceState>> look;
  private final Duration every;
  private final MultiGauge gauge;
  private final Map<String, SourceState> known = new HashMap<>();
  private volatile List<SourceState> states = List.of();
  private volatile boolean blind;
  private @Nullable ScheduledExecutorService clockwork;
  private volatile boolean running;

  /**
   * Nothing is looked at yet.
   *
   * @param look as {@link SourceLook#look()}
   */
  SourceAlarms(Supplier<List<SourceState>> look, Duration every, MeterRegistry registry) {
    this.look = look;
    this.every = every;
    this.gauge =
        MultiGauge.builder("trunkline.source.alarm")
            .description("1 where a source does not do as usual, by what it does instead")
            .register(registry);
  }

  /** How the sources stood at the last look; empty before it, and while none can be made. */
  List<SourceState> states() {
    return states;
  }

  @Override
  public void start() {
    ScheduledExecutorService fresh =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("source-alarms").daemon().unstarted(task));
    var unused =
        fresh.scheduleWithFixedDelay(
            this::lookRound, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    clockwork = fresh;
    running = true;
  }

  /** One look. What fails is said once, and tried again. */
  void lookRound() {
    try {
      List<SourceState> now = look.get();
      states = now;
      blind = false;
      gauge.register(now.stream().flatMap(SourceAlarms::rows).toList(), true);
      now.forEach(this::tell);
    } catch (RuntimeException | Error e) { // what gets out ends the clockwork, without a word
      if (!blind) {
        LOG.warn("sources cannot be looked at: {}", e.getClass().getSimpleName());
      }
      blind = true;
      states = List.of(); // what stood before is not how it stands
    }
  }

  /** One for each alarm: one that is over is 0, and not gone. */
  private static Stream<MultiGauge.Row<?>> rows(SourceState state) {
    return Arrays.stream(SourceVerdict.values())
        .filter(SourceVerdict::isAlarm)
        .map(
            verdict ->
                MultiGauge.Row.of(
                    Tags.of("source", state.source(), "verdict", verdict.wire()),
                    state.verdict() == verdict ? 1 : 0));
  }

  private void tell(SourceState state) {
    SourceState before = known.put(state.source(), state);
    boolean isNew = before == null || before.verdict() != state.verdict();
    if (isNew && state.verdict().isAlarm()) {
      LOG.warn("source {} is {}: {}", state.source(), state.verdict().wire(), state.sentence());
    } else if (isNew && before != null && before.verdict().isAlarm()) {
      LOG.info("source {} is {} again", state.source(), state.verdict().wire());
    }
  }

  @Override
  public void stop() {
    if (clockwork != null) {
      clockwork.shutdownNow();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
