package dev.trunkline.normalizer;

import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.EnsuredTopics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.LeftOpen;
import dev.trunkline.plumbing.PastMarkers;
import dev.trunkline.plumbing.failure.Containers;
import dev.trunkline.vendors.CurrentTranslator;
import dev.trunkline.vendors.PinnedTranslators;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.transaction.KafkaTransactionManager;

/** Raw topics in, canonical topics, dead letters and manifests out: exactly once (KIP-447). */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NormalizerSettings.class)
public class NormalizerConfiguration {

  /** Consumer group of the live lane. */
  public static final String GROUP = "normalizer";

  /** Consumer group of the replay lane. */
  public static final String REPLAY_GROUP = "normalizer-replay";

  /**
   * The largest batch must end within it, or it would be tried for ever: 200 deliveries of 10,000
   * elements at 15,000 elements a second take about two minutes.
   */
  private static final int TRANSACTION_TIMEOUT_MS = 600_000;

  /** Most deliveries of one transaction of the replay lane. */
  private static final int REPLAY_POLL = 50;

  /**
   * A replay that goes slowly beside live traffic trickles into its lane, and a transaction costs
   * some forty flushes of the disk however few deliveries it has. So the lane gathers, for half a
   * second at most (the client's default).
   */
  private static final int REPLAY_FETCH = 256 * 1024;

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> normalizerContainer(
      NormalizerSettings settings,
      KafkaClients clients,
      EnsuredTopics topics,
      CurrentTranslator current,
      MeterRegistry meters) {
    DefaultKafkaProducerFactory<String, byte[]> producers =
        producers("normalizer-" + settings.instance() + "-", clients);
    ContainerProperties properties = new ContainerProperties(Topics.RAW);
    properties.setMessageListener(
        new NormalizerPump(
            new Normalizer(delivery -> current.translator().translate(delivery)),
            KafkaClients.template(producers),
            meters));
    ConcurrentMessageListenerContainer<String, byte[]> container =
        container(
            properties, producers, consumer(GROUP, settings.maxPollRecords(), clients), meters);
    container.setConcurrency(settings.concurrency());
    container.setBeanName("normalizer");
    return container;
  }

  /** A consumer and a producer of its own, so that no replay holds up what comes in (P7). */
  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> replayContainer(
      NormalizerSettings settings,
      KafkaClients clients,
      EnsuredTopics topics,
      PinnedTranslators pinned,
      MeterRegistry meters) {
    DefaultKafkaProducerFactory<String, byte[]> producers =
        producers("replay-" + settings.instance() + "-", clients);
    ContainerProperties properties = new ContainerProperties(Topics.REPLAY.name());
    properties.setMessageListener(
        new ReplayPump(new Replayer(pinned), KafkaClients.template(producers), meters));
    // At most a second of the cap: a batch ends soon where the container is stopped, and long
    // before the group gives its member up.
    int poll = Math.min(REPLAY_POLL, settings.replayRate());
    Map<String, Object> consumer = consumer(REPLAY_GROUP, poll, clients);
    consumer.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, REPLAY_FETCH);
    ConcurrentMessageListenerContainer<String, byte[]> container =
        container(properties, producers, consumer, meters);
    container.setInterceptBeforeTx(true);
    container.setBatchInterceptor(ReplayCap.before(ReplayCap.of(settings.replayRate())));
    container.setBeanName("normalizer-replay");
    return container;
  }

  private static ConcurrentMessageListenerContainer<String, byte[]> container(
      ContainerProperties properties,
      DefaultKafkaProducerFactory<String, byte[]> producers,
      Map<String, Object> consumer,
      MeterRegistry meters) {
    // What is pulled enters in transactions: past their markers the group is not behind.
    PastMarkers.tellWhenIdle(properties);
    properties.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(producers));
    ConcurrentMessageListenerContainer<String, byte[]> container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(consumer), properties);
    Containers.rollingBack(container, "normalizer", meters);
    return container;
  }

  private static Map<String, Object> consumer(String group, int poll, KafkaClients clients) {
    Map<String, Object> config = clients.consumer(group, poll);
    // Bounds what one transaction holds in memory, bodies of a megabyte included.
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, TRANSACTION_TIMEOUT_MS);
    return config;
  }

  private static DefaultKafkaProducerFactory<String, byte[]> producers(
      String transactions, KafkaClients clients) {
    // Before a consumer asks where to go on: it is not told while our own transaction is open.
    LeftOpen.end(clients, transactions);
    Map<String, Object> config = clients.producer();
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    // Inside a transaction nothing is seen before the commit, so gathering costs no latency.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    DefaultKafkaProducerFactory<String, byte[]> producers =
        new DefaultKafkaProducerFactory<>(config);
    producers.setTransactionIdPrefix(transactions);
    return producers;
  }
}
