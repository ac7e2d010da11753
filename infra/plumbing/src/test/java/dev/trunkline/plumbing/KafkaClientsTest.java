package dev.trunkline.plumbing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trunkline.canonical.Topic;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The promises rest on these settings: who changes one must change it here, too, and say why. */
class KafkaClientsTest {

  private static final KafkaClients CLIENTS = new KafkaClients("127.0.0.1:9");

  @Test
  void theProducerIsPinned() {
    Map<String, Object> pinned = new TreeMap<>();
    pinned.put("bootstrap.servers", "127.0.0.1:9");
    pinned.put("key.serializer", StringSerializer.class);
    pinned.put("value.serializer", ByteArraySerializer.class);
    pinned.put("acks", "all");
    pinned.put("enable.idempotence", true);
    pinned.put("linger.ms", 0);
    pinned.put("batch.size", 128 * 1024);
    pinned.put("retry.backoff.ms", 10);
    pinned.put("max.request.size", Topic.MAX_MESSAGE_BYTES + 64 * 1024);
    pinned.put("delivery.timeout.ms", 20_000);
    pinned.put("request.timeout.ms", 10_000);

    assertThat(new TreeMap<>(CLIENTS.producer())).isEqualTo(pinned);
  }

  @Test
  void theConsumerIsPinned() {
    Map<String, Object> pinned = new TreeMap<>();
    pinned.put("bootstrap.servers", "127.0.0.1:9");
    pinned.put("group.id", "readers");
    pinned.put("key.deserializer", StringDeserializer.class);
    pinned.put("value.deserializer", ByteArrayDeserializer.class);
    pinned.put("isolation.level", "read_committed");
    pinned.put("auto.offset.reset", "earliest");
    pinned.put("enable.auto.commit", false);
    pinned.put("max.poll.records", 123);
    pinned.put("fetch.max.wait.ms", 250);
    pinned.put("metadata.max.age.ms", 3_000);
    pinned.put("session.timeout.ms", 6_000);
    pinned.put("heartbeat.interval.ms", 2_000);

    assertThat(new TreeMap<>(CLIENTS.consumer("readers", 123))).isEqualTo(pinned);
  }

  @Test
  void kafkaTakesThemAsTheyAre() {
    assertThatCode(() -> new KafkaProducer<>(CLIENTS.producer()).close())
        .doesNotThrowAnyException();
    assertThatCode(() -> new KafkaConsumer<>(CLIENTS.consumer("readers", 1)).close())
        .doesNotThrowAnyException();
  }

  @Test
  void whatOneCallerAddsNoOtherSees() {
    CLIENTS.producer().put("transactional.id", "mine");

    assertThat(CLIENTS.producer()).doesNotContainKey("transactional.id");
  }
}
