package dev.trunkline.plumbing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Kafka;
import dev.trunkline.testbed.WithBackbone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two members that have names of their own: what keeps them apart is the group alone. */
@WithBackbone
class TransactionsTest {

  private final Kafka kafka;
  private final KafkaClients clients;
  private final TopicPartition read;
  private final String told;
  private final String group;

  TransactionsTest(Backbone backbone) {
    this.kafka = backbone.kafka();
    this.clients = new KafkaClients(backbone.bootstrapServers());
    this.read = new TopicPartition(backbone.unique("read"), 0);
    this.told = backbone.unique("told");
    this.group = backbone.unique("group");
    kafka.create(read.topic(), 1);
    kafka.create(told, 1);
  }

  @Test
  void whoHasLostItsPartitionCanCommitNothing() {
    try (Transactions late = new Transactions(clients, group + "-late");
        Transactions heir = new Transactions(clients, group + "-heir")) {
      ConsumerGroupMetadata lost;
      try (KafkaConsumer<String, byte[]> member = member()) {
        lost = member.groupMetadata();
      }
      try (KafkaConsumer<String, byte[]> member = member()) {
        assertThatThrownBy(() -> commit(late, "late", lost))
            .isInstanceOf(CommitFailedException.class);
        late.close();

        commit(heir, "heir", member.groupMetadata());

        await()
            .untilAsserted(
                () ->
                    assertThat(kafka.readAll(told))
                        .extracting(record -> record.key())
                        .containsExactly("heir"));
      }
    }
  }

  /** A member that has the partition. */
  private KafkaConsumer<String, byte[]> member() {
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(clients.consumer(group, 1));
    consumer.subscribe(List.of(read.topic()));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(50));
              return consumer.assignment().contains(read);
            });
    return consumer;
  }

  private void commit(Transactions transactions, String key, ConsumerGroupMetadata as) {
    transactions.commit(
        List.of(new ProducerRecord<>(told, key, new byte[0])),
        Map.of(read, new OffsetAndMetadata(0)),
        as);
  }
}
