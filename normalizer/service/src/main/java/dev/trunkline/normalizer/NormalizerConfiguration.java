package dev.trunkline.normalizer;

import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.EnsuredTopics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.vendors.CurrentTranslator;
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
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.util.backoff.ExponentialBackOff;

/** Raw topics in, canonical topics, dead letters and manifests out: exactly once (KIP-447). */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NormalizerSettings.class)
public class NormalizerConfiguration {

  /** Consumer group of the live lane. */
  public static final String GROUP = "normalizer";

  /**
   * The largest batch must end within it, or it would be tried for ever: 200 deliveries of 10,000
   * elements at 15,000 elements a second take about two minutes.
   */
  private static final int TRANSACTION_TIMEOUT_MS = 600_000;

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> normalizerContainer(
      NormalizerSettings settings,
      KafkaClients clients,
      EnsuredTopics topics,
      CurrentTranslator current,
      MeterRegistry meters) {
    DefaultKafkaProducerFactory<String, byte[]> producers = producers(settings, clients);
    ContainerProperties properties = new ContainerProperties(Topics.RAW);
    properties.setGroupId(GROUP);
    properties.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(producers));
    properties.setMessageListener(
        new NormalizerPump(
            new Normalizer(delivery -> current.translator().translate(delivery)),
            KafkaClients.template(producers),
            meters));
    ConcurrentMessageListenerContainer<String, byte[]> container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(consumer(settings, clients)), properties);
    container.setConcurrency(settings.concurrency());
    container.setBeanName("normalizer");
    container.setAfterRollbackProcessor(new DefaultAfterRollbackProcessor<>(patience()));
    return container;
  }

  private static Map<String, Object> consumer(NormalizerSettings settings, KafkaClients clients) {
    Map<String, Object> config = clients.consumer(GROUP, settings.maxPollRecords());
    // Bounds what one transaction holds in memory, bodies of a megabyte included.
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, TRANSACTION_TIMEOUT_MS);
    return config;
  }

  private static DefaultKafkaProducerFactory<String, byte[]> producers(
      NormalizerSettings settings, KafkaClients clients) {
    Map<String, Object> config = clients.producer();
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    // Inside a transaction nothing is seen before the commit, so gathering costs no latency.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    DefaultKafkaProducerFactory<String, byte[]> producers =
        new DefaultKafkaProducerFactory<>(config);
    producers.setTransactionIdPrefix("normalizer-" + settings.instance() + "-");
    return producers;
  }

  /** A batch that fails is tried for ever: only broken infrastructure throws here. */
  private static ExponentialBackOff patience() {
    ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
    backOff.setMaxInterval(10_000);
    return backOff;
  }
}
