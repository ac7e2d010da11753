package dev.trunkline.writer;

import com.zaxxer.hikari.HikariDataSource;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.EnsuredTopics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.PastMarkers;
import dev.trunkline.plumbing.assertion.Asserted;
import dev.trunkline.plumbing.failure.Containers;
import dev.trunkline.store.ArchivedPayload;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/** Canonical topics, manifests, reconciliations, raw topics and dead letters in, rows out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WriterSettings.class, DatabaseSettings.class})
public class WriterConfiguration {

  /** Consumer group that writes events, manifests and reconciliations. */
  public static final String GROUP = "lead-writer";

  /** Consumer group that archives payloads. */
  public static final String PAYLOAD_GROUP = "lead-writer-payloads";

  /** Consumer group that keeps the index of the dead letters. */
  public static final String LETTER_GROUP = "lead-writer-dead-letters";

  /** Bytes of one fetch, which bounds the memory that a batch takes. */
  private static final int FETCH_BYTES = 16 * 1024 * 1024;

  @Bean
  PostgresCheck postgresCheck(
      ObjectProvider<DataSource> given, DatabaseSettings database, WriterSettings settings) {
    return new PostgresCheck(
        given.getIfAvailable(() -> WriterDatabase.unlimited(database)),
        settings.acceptLostCommits());
  }

  @Bean
  WriterStore writerStore(
      ObjectProvider<DataSource> given,
      DatabaseSettings database,
      WriterSettings settings,
      Asserted asserted,
      MeterRegistry meters) {
    CrowdAlarm alarm = new CrowdAlarm(meters);
    DataSource dataSource = given.getIfAvailable();
    if (dataSource != null) {
      Store.migrate(dataSource);
      return new WriterStore(new Store(dataSource, alarm), null);
    }
    Store.migrate(WriterDatabase.unlimited(database));
    HikariDataSource pool = WriterDatabase.pool(database, settings.concurrency());
    return new WriterStore(new Store(pool, alarm), pool);
  }

  /** The tables, for whoever asks them beside the writer. */
  @Bean
  Store store(WriterStore store) {
    return store.store();
  }

  /** Containers start after all beans are made: no event is folded by no settings. */
  @Bean
  WriterSources writerSources(
      WriterStore store, List<SourceSettings> atStart, MeterRegistry meters) {
    WriterSources sources = new WriterSources(store.store(), meters);
    sources.start(atStart);
    return sources;
  }

  @Bean
  WriterDeadLetters writerDeadLetters(KafkaClients clients, MeterRegistry meters) {
    DefaultKafkaProducerFactory<String, byte[]> producers =
        new DefaultKafkaProducerFactory<>(clients.producer());
    return new WriterDeadLetters(
        new DeadLetters(KafkaClients.template(producers), meters), producers);
  }

  @Bean
  WriterHealth writerHealth(WriterStore store) {
    return new WriterHealth(store);
  }

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> writerContainer(
      WriterSettings settings,
      KafkaClients clients,
      EnsuredTopics topics,
      WriterStore store,
      WriterDeadLetters deadLetters,
      MeterRegistry meters) {
    EventSink sink = new EventSink(store.store(), meters);
    Pump<Message> pump =
        new Pump<>(
            Reader::told, sink, new Culprit<>(Reader::told, sink::rehearse), deadLetters.letters());
    String[] names =
        Stream.concat(
                Arrays.stream(EventKind.values()).map(EventKind::topic),
                Stream.of(Topics.FATES.name(), Topics.RECONCILED.name()))
            .toArray(String[]::new);
    ConcurrentMessageListenerContainer<String, byte[]> container =
        container(
            new ContainerProperties(names),
            GROUP,
            clients,
            settings,
            settings.maxPollRecords(),
            meters);
    container.getContainerProperties().setMessageListener(pump);
    container.setConcurrency(settings.concurrency());
    container.setBeanName("writer");
    return container;
  }

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> payloadContainer(
      WriterSettings settings,
      KafkaClients clients,
      EnsuredTopics topics,
      WriterStore store,
      WriterDeadLetters deadLetters,
      MeterRegistry meters) {
    Pump<ArchivedPayload> pump =
        new Pump<>(
            Reader::payload,
            payloads ->
                meters
                    .counter("trunkline.writer.payloads")
                    .increment(store.store().archive(payloads)),
            Blame.NOBODY,
            deadLetters.letters());
    ConcurrentMessageListenerContainer<String, byte[]> container =
        container(
            new ContainerProperties(Topics.RAW),
            PAYLOAD_GROUP,
            clients,
            settings,
            settings.payloadMaxPollRecords(),
            meters);
    container.getContainerProperties().setMessageListener(pump);
    container.setBeanName("writer-payloads");
    return container;
  }

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> letterContainer(
      WriterSettings settings,
      KafkaClients clients,
      EnsuredTopics topics,
      WriterStore store,
      MeterRegistry meters) {
    ConcurrentMessageListenerContainer<String, byte[]> container =
        container(
            new ContainerProperties(
                Topics.DEAD_NORMALIZER.name(),
                Topics.DEAD_WRITER.name(),
                Topics.DEAD_RECORDINGS.name()),
            LETTER_GROUP,
            clients,
            settings,
            settings.payloadMaxPollRecords(),
            meters);
    container
        .getContainerProperties()
        .setMessageListener(new LetterPump(store.store().letters(), meters));
    container.setBeanName("writer-letters");
    return container;
  }

  private static ConcurrentMessageListenerContainer<String, byte[]> container(
      ContainerProperties properties,
      String group,
      KafkaClients clients,
      WriterSettings settings,
      int maxPollRecords,
      MeterRegistry meters) {
    properties.setGroupId(group);
    properties.setAckMode(ContainerProperties.AckMode.BATCH);
    PastMarkers.tellWhenIdle(properties);
    Map<String, Object> config = clients.consumer(group, maxPollRecords);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    config.put(
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
        Math.toIntExact(settings.maxPollInterval().toMillis()));
    ConcurrentMessageListenerContainer<String, byte[]> container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(config), properties);
    Containers.retrying(container, "writer", meters);
    return container;
  }
}
