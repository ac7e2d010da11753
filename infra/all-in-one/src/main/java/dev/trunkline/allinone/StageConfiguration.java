package dev.trunkline.allinone;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.gateway.GatewayConfiguration;
import dev.trunkline.normalizer.NormalizerConfiguration;
import dev.trunkline.plumbing.PlumbingConfiguration;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.Vendors;
import dev.trunkline.writer.WriterConfiguration;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Every stage in one Spring application; sources and vendors are handed in by {@link Installation}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@Import({
  PlumbingConfiguration.class,
  GatewayConfiguration.class,
  NormalizerConfiguration.class,
  WriterConfiguration.class,
  HealthConfiguration.class,
  AdminHealth.class
})
class StageConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Translator translator(Vendors vendors, Sources sources) {
    return Translator.of(vendors, sources.all());
  }

  @Bean
  List<Door> doors(Vendors vendors, Sources sources) {
    return sources.doors(vendors);
  }

  @Bean
  List<Topic> topics(Sources sources) {
    return Topics.all(sources.all().stream().map(Source::vendor).toList());
  }
}
