package dev.trunkline.plumbing.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.transaction.KafkaTransactionManager;

class ContainersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Backbone backbone = Backbone.shared();
  private final Kafka kafka = backbone.kafka();
  private final String topic = backbone.unique("failing");
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
  private final List<String> tried = new CopyOnWriteArrayList<>();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private ConcurrentMessageListenerContainer<String, byte[]> container;

  @BeforeEach
  void aTopic() {
    kafka.create(topic, 1);
  }

  @AfterEach
  void stop() {
    container.stop();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatMayPassComesAgainAndNothingIsSkipped(boolean transactional) {
    // given
    failures.add(new IllegalStateException(new SQLException("gone", "08006")));
    failures.add(new IllegalStateException(new SQLException("lock", "55P03")));
    // Spring's own classes of hopeless exceptions are none of ours.
    failures.add(new ClassCastException("nobody isolated it"));
    kafka.produce(topic, "k", "one");

    // when
    start(transactional);

    // then
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).containsExactly("one"));
    assertThat(tried).containsExactly("one", "one", "one", "one");
    assertThat(meters.counter("trunkline.stage.retries").count()).isEqualTo(3);
    assertThat(container.isRunning()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereGoingOnIsInVainTheStageStopsAndTheBatchIsThereAtTheNextStart(boolean transactional) {
    // given
    failures.add(new ConfigException("x"));
    kafka.produce(topic, "k", "one");

    // when
    start(transactional);

    // then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(container.isInExpectedState()).isFalse());
    await().atMost(PATIENCE).until(() -> !container.isRunning());
    assertThat(taken).isEmpty();
    container.start();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).containsExactly("one"));
  }

  @Test
  void whatEndsTheStageEndsItAlsoInTheMiddleOfTries() {
    // given
    failures.add(new IllegalStateException(new SQLException("gone", "08006")));
    failures.add(new ConfigException("x"));
    failures.add(new ConfigException("x"));
    kafka.produce(topic, "k", "one");

    // when
    start(false);

    // then
    await().atMost(PATIENCE).until(() -> !container.isRunning());
    assertThat(container.isInExpectedState()).isFalse();
    assertThat(taken).isEmpty();
  }

  private void start(boolean transactional) {
    KafkaClients clients = new KafkaClients(backbone.bootstrapServers());
    ContainerProperties properties = new ContainerProperties(topic);
    properties.setMessageListener((BatchMessageListener<String, byte[]>) this::take);
    if (transactional) {
      Map<String, Object> producer = clients.producer();
      producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, backbone.unique("tx"));
      DefaultKafkaProducerFactory<String, byte[]> producers =
          new DefaultKafkaProducerFactory<>(producer);
      properties.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(producers));
    }
    container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(clients.consumer(topic, 10)), properties);
    container.setBeanName(topic);
    container.setApplicationEventPublisher(event -> {}); // as a bean has
    if (transactional) {
      Containers.rollingBack(container, "stage", meters);
    } else {
      Containers.retrying(container, "stage", meters);
    }
    container.start();
  }

  private void take(List<ConsumerRecord<String, byte[]>> records) {
    List<String> values = records.stream().map(record -> new String(record.value())).toList();
    tried.addAll(values);
    RuntimeException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    taken.addAll(values);
  }
}
