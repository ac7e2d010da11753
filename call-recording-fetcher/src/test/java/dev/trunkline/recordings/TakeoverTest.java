package dev.trunkline.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.canonical.Topics;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.WithBackbone;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@WithBackbone
class TakeoverTest {

  private static final int PARTITION = 0;

  private final Set<String> attempted = ConcurrentHashMap.newKeySet();

  /** Were it begun without them, each timer would seem to be nobody's. */
  @Test
  void nothingIsBegunBeforeTheSearchesAreRead(Backbone backbone) throws Exception {
    Clock clock = Clock.fixed(Given.END.plusSeconds(600), java.time.ZoneOffset.UTC);
    try (Members members = new Members(backbone, clock, call -> Given.policy(true));
        Admin admin = Admin.create(members.clients.common())) {
      // given
      Instant due = Given.END.plusSeconds(120);
      Job job =
          Objects.requireNonNull(
              Rules.turn(
                      null,
                      new Signal.Asked(Given.request(Ask.WANTED, "1")),
                      Given.policy(true),
                      Given.END)
                  .job());
      assertThat(job.due()).isEqualTo(due);
      send(
          members,
          new ProducerRecord<>(Topics.RECORDINGS_JOBS.name(), PARTITION, "torn", "{".getBytes()),
          Letters.state(PARTITION, job),
          Letters.timer(PARTITION, job, due.minusSeconds(2)));

      // when
      members.start(this::attempt);

      // then
      await()
          .during(Duration.ofSeconds(6))
          .atMost(Duration.ofSeconds(30))
          .until(() -> committed(admin).isEmpty());
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(Topics.RECORDINGS_JOBS.name(), PARTITION),
                  RecordsToDelete.beforeOffset(1)))
          .all()
          .get();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(attempted).containsExactly(job.callId()));
    }
  }

  private Signal.Tried attempt(Job job) {
    attempted.add(job.callId());
    return new Signal.Tried(job.callId(), job.ticket(), List.of(), List.of());
  }

  private static Map<?, ?> committed(Admin admin) throws Exception {
    return admin
        .listConsumerGroupOffsets(RecordingLoop.GROUP)
        .partitionsToOffsetAndMetadata()
        .get();
  }

  @SafeVarargs
  private static void send(Members members, ProducerRecord<String, byte[]>... records)
      throws Exception {
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(members.clients.producer())) {
      for (ProducerRecord<String, byte[]> record : records) {
        producer.send(record).get();
      }
    }
  }
}
