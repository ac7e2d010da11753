package dev.trunkline.allinone;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.gateway.pull.PullSources;
import dev.trunkline.plumbing.PlumbingConfiguration;
import dev.trunkline.recordings.RecordingSources;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.vendors.ArchivedTranslators;
import dev.trunkline.vendors.DefinitionArchive;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.PinnedTranslators;
import dev.trunkline.vendors.Recordings;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.SyncDoor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What each stage needs beside its own, where it runs alone: fixed definitions, and a clock. */
@Configuration(proxyBeanMethods = false)
@Import(PlumbingConfiguration.class)
class PartConfiguration {

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  InForce inForce(DefinitionArchive archive, Definitions definitions) {
    archive.keep(definitions);
    return new InForce(definitions);
  }

  @Bean
  PinnedTranslators pinnedTranslators(DefinitionArchive archive) {
    return new ArchivedTranslators(archive);
  }

  @Bean
  List<Door> doors(Definitions definitions) {
    return definitions.doors();
  }

  @Bean
  List<SyncDoor> syncDoors() {
    return List.of(); // no operator is here
  }

  @Bean
  List<Topic> topics(Definitions definitions) {
    return Topics.all(definitions.sources().all().stream().map(Source::vendor).toList());
  }

  @Bean
  RecordingSources recordingSources(InForce inForce) {
    return source -> Recordings.of(inForce.get(), source);
  }

  @Bean
  PullSources pullSources(InForce inForce) {
    return inForce::get;
  }

  @Bean
  List<SourceSettings> sourceSettings(Definitions definitions) {
    return TableSettings.of(definitions);
  }
}
