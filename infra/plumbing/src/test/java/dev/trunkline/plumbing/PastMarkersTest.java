package dev.trunkline.plumbing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.plumbing.failure.Containers;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.transaction.KafkaTransactionManager;

class PastMarkersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Backbone backbone = Backbone.shared();
  private final Kafka kafka = backbone.kafka();
  private final KafkaClients clients = new KafkaClients(backbone.bootstrapServers());
  private final String topic = backbone.unique("markers");
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers =
      new ArrayList<>();
  private final CountDownLatch woken = new CountDownLatch(1);
  private volatile boolean failing;
  private volatile Runnable beforeReturn = () -> {};

  @BeforeEach
  void aTopic() {
    kafka.create(topic, 2);
  }

  @AfterEach
  void stop() {
    containers.forEach(ConcurrentMessageListenerContainer::stop);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aGroupThatHasReadAllIsNotBehind(boolean transactional) {
    // given
    start(transactional);

    // when
    produceInTransactions("one", "two", "three");

    // then
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).hasSize(3));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              // Each record, and the marker of its transaction.
              assertThat(committed(0) + committed(1)).isEqualTo(6);
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatAStoppingContainerThrowsAwayIsReadByTheNext(boolean transactional) throws Exception {
    // given a container that has taken something
    var first = start(transactional);
    produceInTransactions("one");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).containsExactly("one"));

    // when it is stopped after its poll and before it looks at what came
    beforeReturn =
        () -> {
          beforeReturn = () -> {};
          Thread.ofVirtual().start(first::stop);
          join(woken);
        };
    produceInTransactions("two");
    await().atMost(PATIENCE).until(() -> !first.isRunning() && woken.getCount() == 0);
    await().atMost(PATIENCE).until(() -> first.getContainers().isEmpty());
    assertThat(taken).containsExactly("one");

    // then
    start(transactional);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).containsExactly("one", "two"));
  }

  @Test
  void aBatchThatIsTriedAgainIsNotPassedByARebalance() {
    // given
    start(false);
    produceInTransactions("one", "two", "three");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).hasSize(3));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(committed(0)).isPositive());
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(committed(0) + committed(1)).isEqualTo(6));
    failing = true;
    produceInTransactions("four", "five", "six");

    // when another member joins and takes a partition over
    List<String> byAnother = new ArrayList<>();
    try (Consumer<String, byte[]> another = new KafkaConsumer<>(clients.consumer(topic, 10))) {
      another.subscribe(List.of(topic));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                another
                    .poll(Duration.ofMillis(100))
                    .forEach(record -> byAnother.add(new String(record.value(), UTF_8)));
                return !byAnother.isEmpty();
              });
    }

    // then nothing was passed
    assertThat(committed(0) + committed(1)).isEqualTo(6);
    failing = false;
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).contains("four", "five", "six"));
  }

  private long committed(int partition) {
    try (Admin admin = Admin.create(clients.common())) {
      OffsetAndMetadata committed =
          admin
              .listConsumerGroupOffsets(topic)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(topic, partition));
      return committed == null ? 0 : committed.offset();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each in a transaction of its own. */
  private void produceInTransactions(String... values) {
    Map<String, Object> config = clients.producer();
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, backbone.unique("teller"));
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config)) {
      producer.initTransactions();
      for (int i = 0; i < values.length; i++) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, i % 2, "k", values[i].getBytes(UTF_8)));
        producer.commitTransaction();
      }
    }
  }

  private ConcurrentMessageListenerContainer<String, byte[]> start(boolean transactional) {
    ContainerProperties properties = new ContainerProperties(topic);
    properties.setMessageListener((BatchMessageListener<String, byte[]>) this::take);
    PastMarkers.tellWhenIdle(properties);
    if (transactional) {
      Map<String, Object> producer = clients.producer();
      producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, backbone.unique("tx"));
      properties.setKafkaAwareTransactionManager(
          new KafkaTransactionManager<>(new DefaultKafkaProducerFactory<>(producer)));
    }
    var container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<String, byte[]>(clients.consumer(topic, 10)) {
              @Override
              protected Consumer<String, byte[]> createRawConsumer(Map<String, Object> config) {
                return new Watched(config);
              }
            },
            properties);
    container.setBeanName(topic);
    PastMarkers markers = new PastMarkers();
    container.setApplicationEventPublisher(
        event -> {
          if (event instanceof ListenerContainerIdleEvent idle) {
            markers.idle(idle);
          }
        });
    if (transactional) {
      Containers.rollingBack(container, "stage", new SimpleMeterRegistry());
    } else {
      Containers.retrying(container, "stage", new SimpleMeterRegistry());
    }
    containers.add(container);
    container.start();
    return container;
  }

  /** Something may happen between its poll and whoever polled. */
  private final class Watched extends KafkaConsumer<String, byte[]> {

    Watched(Map<String, Object> config) {
      super(config);
    }

    @Override
    public ConsumerRecords<String, byte[]> poll(Duration timeout) {
      ConsumerRecords<String, byte[]> records = super.poll(timeout);
      if (!records.isEmpty()) {
        beforeReturn.run();
      }
      return records;
    }

    @Override
    public void wakeup() {
      super.wakeup();
      woken.countDown();
    }
  }

  private void take(List<ConsumerRecord<String, byte[]>> records) {
    if (failing) {
      throw new IllegalStateException(new SQLException("gone", "08006"));
    }
    records.forEach(record -> taken.add(new String(record.value(), UTF_8)));
  }

  private static void join(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
