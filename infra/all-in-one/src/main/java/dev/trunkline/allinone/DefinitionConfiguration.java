package dev.trunkline.allinone;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.gateway.Gateway;
import dev.trunkline.gateway.pull.KnownRows;
import dev.trunkline.gateway.pull.PullSources;
import dev.trunkline.plumbing.TopicMaker;
import dev.trunkline.recordings.RecordingSources;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.store.Store;
import dev.trunkline.vendors.ArchivedTranslators;
import dev.trunkline.vendors.DefinitionArchive;
import dev.trunkline.vendors.DefinitionLoader;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Loaded;
import dev.trunkline.vendors.PinnedTranslators;
import dev.trunkline.vendors.Recordings;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.SyncDoor;
import dev.trunkline.writer.WriterSources;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is in force at the start, and how it is replaced while everything runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DefinitionSettings.class)
class DefinitionConfiguration {

  @Bean
  DefinitionArchive definitionArchive(DefinitionSettings settings) {
    return new DefinitionArchive(settings.archive());
  }

  /** What a replay is read by: any definition that ever was in force. */
  @Bean
  PinnedTranslators pinnedTranslators(DefinitionArchive archive) {
    return new ArchivedTranslators(archive);
  }

  /** Everything else depends on it: nothing is in force before it is archived. */
  @Bean
  InForce inForce(DefinitionArchive archive, Loaded loaded) {
    archive.keep(loaded.definitions());
    return new InForce(loaded.definitions());
  }

  @Bean
  List<Door> doors(InForce inForce) {
    return inForce.get().doors();
  }

  @Bean
  List<SyncDoor> syncDoors(InForce inForce) {
    return inForce.get().syncDoors();
  }

  @Bean
  List<Topic> topics(InForce inForce) {
    return Topics.all(inForce.get().sources().all().stream().map(Source::vendor).toList());
  }

  /** How recordings are come by, at each moment. */
  @Bean
  RecordingSources recordingSources(InForce inForce) {
    return source -> Recordings.of(inForce.get(), source);
  }

  /** What is polled, and how, at each moment. */
  @Bean
  PullSources pullSources(InForce inForce) {
    return inForce::get;
  }

  /** What vendors' lists are compared with. */
  @Bean
  KnownRows knownRows(Store store) {
    return new StoreRows(store);
  }

  /** What the writer's tables go by at the start. */
  @Bean
  List<SourceSettings> sourceSettings(InForce inForce) {
    return TableSettings.of(inForce.get());
  }

  @Bean(destroyMethod = "") // the installation closes it, before the stages
  DefinitionWatch definitionWatch(
      DefinitionLoader loader,
      Loaded loaded,
      DefinitionArchive archive,
      TopicMaker topics,
      WriterSources tables,
      InForce inForce,
      Gateway gateway,
      @Value("${trunkline.demo-sources:false}") boolean demo) {
    return new DefinitionWatch(
        loader,
        loaded,
        new Activation(
            archive::keep,
            topics::ensure,
            next -> tables.configure(TableSettings.of(next)),
            inForce,
            gateway::open),
        demo);
  }
}
