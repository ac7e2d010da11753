package dev.trunkline.recordings;

import dev.trunkline.plumbing.EnsuredTopics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.LoopStage;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundSettings;
import dev.trunkline.plumbing.outbound.Resolver;
import dev.trunkline.recordings.audio.AudioStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Late recordings: what is asked in, what is told out, vendors asked in between. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecordingSettings.class)
public class RecordingConfiguration {

  /** Consumer group of the stage. */
  public static final String GROUP = RecordingLoop.GROUP;

  private static final Duration LOOK = Duration.ofMillis(100);

  @Bean
  Outbound recordingOutbound(RecordingSettings settings, Clock clock, MeterRegistry meters) {
    return new Outbound(
        OutboundSettings.DEFAULT.allowing(settings.allowed()), Resolver.system(), clock, meters);
  }

  @Bean
  LoopStage<RecordingLoop> recordingStage(
      RecordingSettings settings,
      KafkaClients clients,
      EnsuredTopics topics,
      RecordingSources sources,
      @Qualifier("recordingOutbound") Outbound outbound,
      MeterRegistry meters,
      Clock clock)
      throws IOException {
    AudioStore store = settings.store().open();
    return stage(settings, clients, sources, outbound, store, meters, clock, LOOK);
  }

  /** The stage by its parts; the store is closed with it. */
  static LoopStage<RecordingLoop> stage(
      RecordingSettings settings,
      KafkaClients clients,
      RecordingSources sources,
      Outbound outbound,
      @Nullable AudioStore store,
      MeterRegistry meters,
      Clock clock,
      Duration look) {
    SourcePolicies policies = new SourcePolicies(sources, settings.store().enabled());
    Downloads downloads = new Downloads(outbound, store, settings.store().limits(), clock);
    Attempting attempting = new VendorAttempt(sources, policies, outbound, downloads, clock);
    return new LoopStage<>(
        "recordings",
        () ->
            new RecordingLoop(
                clients,
                settings.instance(),
                policies,
                new Attempts(attempting, settings.atOnce()),
                new RecordingMeters(meters),
                clock,
                look),
        () -> {
          if (store != null) {
            store.close();
          }
        });
  }
}
