package dev.trunkline.gateway.pull;

import dev.trunkline.plumbing.EnsuredTopics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.LoopStage;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundSettings;
import dev.trunkline.plumbing.outbound.Resolver;
import dev.trunkline.vendors.Definitions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pull side of a gateway; needs a {@link PullSources}, and {@link KnownRows} to compare. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PullSettings.class)
@ConditionalOnProperty(name = "trunkline.pull.enabled", matchIfMissing = true)
public class PullConfiguration {

  /** Consumer group of the pull side. */
  public static final String GROUP = PullLoop.GROUP;

  private static final Duration LOOK = Duration.ofMillis(50);

  @Bean
  Outbound pullOutbound(PullSettings settings, Clock clock, MeterRegistry meters) {
    return new Outbound(
        OutboundSettings.DEFAULT.allowing(settings.allowed()), Resolver.system(), clock, meters);
  }

  @Bean
  LoopStage<PullLoop> pullStage(
      PullSettings settings,
      KafkaClients clients,
      EnsuredTopics topics,
      PullSources sources,
      @Qualifier("pullOutbound") Outbound outbound,
      ObjectProvider<KnownRows> rows,
      MeterRegistry meters,
      Clock clock) {
    return stage(
        settings, clients, sources::inForce, outbound, rows.getIfAvailable(), meters, clock);
  }

  /** The stage by its parts. */
  static LoopStage<PullLoop> stage(
      PullSettings settings,
      KafkaClients clients,
      Supplier<Definitions> definitions,
      Outbound outbound,
      @Nullable KnownRows rows,
      MeterRegistry meters,
      Clock clock) {
    return new LoopStage<>(
        "pulls",
        () ->
            new PullLoop(
                clients,
                definitions,
                settings,
                rows != null,
                new Attempts(new VendorAsking(definitions, outbound, rows, clock)),
                new PullMeters(meters),
                clock,
                LOOK),
        () -> {});
  }
}
