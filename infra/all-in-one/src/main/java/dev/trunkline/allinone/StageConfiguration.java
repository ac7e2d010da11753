package dev.trunkline.allinone;

import dev.trunkline.gateway.GatewayConfiguration;
import dev.trunkline.gateway.pull.PullConfiguration;
import dev.trunkline.normalizer.NormalizerConfiguration;
import dev.trunkline.plumbing.PlumbingConfiguration;
import dev.trunkline.recordings.RecordingConfiguration;
import dev.trunkline.writer.WriterConfiguration;
import java.time.Clock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Every stage in one Spring application; what is loaded is handed in by {@link Installation}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@Import({
  PlumbingConfiguration.class,
  GatewayConfiguration.class,
  PullConfiguration.class,
  NormalizerConfiguration.class,
  WriterConfiguration.class,
  RecordingConfiguration.class,
  DefinitionConfiguration.class,
  HealthConfiguration.class,
  AdminConfiguration.class
})
class StageConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
