package dev.trunkline.allinone;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.gateway.GatewayConfiguration;
import dev.trunkline.normalizer.NormalizerConfiguration;
import dev.trunkline.plumbing.PlumbingConfiguration;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Doors;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.Vendors;
import dev.trunkline.writer.WriterConfiguration;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Every stage in one Spring application; sources and vendors are handed in by {@link Installation}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@Import({
  PlumbingConfiguration.class,
  GatewayConfiguration.class,
  NormalizerConfiguration.class,
  WriterConfiguration.class
})
class StageConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Translator translator(Vendors vendors, ConfiguredSources sources) {
    return Translator.of(vendors, sources.sources());
  }

  @Bean
  List<Door> doors(Vendors vendors, ConfiguredSources sources) {
    List<Door> doors = new ArrayList<>();
    for (Source source : sources.sources()) {
      doors.addAll(Doors.of(source, vendors.require(source.vendor())));
    }
    return doors;
  }

  @Bean
  List<Topic> topics(ConfiguredSources sources) {
    return Topics.all(sources.sources().stream().map(Source::vendor).toList());
  }

  /** The sources, as one bean. */
  record ConfiguredSources(List<Source> sources) {}
}
