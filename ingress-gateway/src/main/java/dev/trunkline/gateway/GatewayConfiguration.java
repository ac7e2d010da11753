package dev.trunkline.gateway;

import dev.trunkline.gateway.journal.Flushed;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.SyncDoor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway in a Spring application: needs the doors, a meter registry, a clock, and Kafka. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(SslAutoConfiguration.class)
@EnableConfigurationProperties({
  GatewaySettings.class,
  KeepingSettings.class,
  OperatorSettings.class
})
public class GatewayConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayConfiguration.class);

  @Bean
  OperatorTokens operatorTokens(OperatorSettings settings) {
    return OperatorTokens.of(settings.tokens());
  }

  @Bean(destroyMethod = "") // the lifecycle closes it, in its turn
  Gateway gateway(
      GatewaySettings settings,
      KeepingSettings keeping,
      ObjectProvider<Flushed> flushed,
      List<Door> doors,
      List<SyncDoor> syncDoors,
      OperatorTokens tokens,
      MeterRegistry registry,
      Clock clock,
      SslBundles bundles,
      @Value("${spring.kafka.bootstrap-servers}") String bootstrapServers) {
    Gateway gateway =
        new Gateway(
            settings,
            keeping(keeping, flushed.getIfAvailable()),
            bootstrapServers,
            doors,
            syncDoors,
            tokens,
            registry,
            clock);
    String bundle = settings.sslBundle();
    if (bundle != null) {
      gateway.certify(bundles.getBundle(bundle));
      bundles.addBundleUpdateHandler(bundle, next -> renew(gateway, next));
    }
    return gateway;
  }

  /** Half a renewal must not close the door: the certificate from before is shown meanwhile. */
  private static void renew(Gateway gateway, SslBundle next) {
    try {
      gateway.certify(next);
    } catch (RuntimeException e) {
      LOG.error("the renewed certificate is not taken: {}", e.toString());
    }
  }

  private static Keeping keeping(KeepingSettings settings, @Nullable Flushed flushed) {
    if (settings.folder() == null) {
      LOG.warn(
          "there is no journal: while Kafka is away vendors are told 503, and some never retry");
    }
    return switch (settings.durability()) {
      case REPLICATED ->
          new Keeping(Durability.REPLICATED, settings.journal(), Flushed.ON_ACKNOWLEDGEMENT);
      case SINGLE_NODE -> {
        if (flushed == null) {
          throw new IllegalStateException(
              "trunkline.gateway.journal.durability is single-node, but this Kafka is not ours: when it"
                  + " has flushed a record cannot be seen; set it to replicated");
        }
        yield new Keeping(Durability.SINGLE_NODE, settings.journal(), flushed);
      }
    };
  }

  @Bean
  GatewayLifecycle gatewayLifecycle(Gateway gateway) {
    return new GatewayLifecycle(gateway);
  }
}
