package dev.trunkline.writer;

import dev.trunkline.canonical.DeadLetter;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.springframework.kafka.core.KafkaOperations;

/** Sends what cannot be written to {@code dead.writer.v1}, and waits until it is there. */
final class DeadLetters {

  /** Longer than the producer tries, so that its verdict is never cut short. */
  private static final int PATIENCE_S = 30;

  private static final byte[] NOTHING = new byte[0];

  private final KafkaOperations<String, byte[]> kafka;
  private final MeterRegistry meters;

  DeadLetters(KafkaOperations<String, byte[]> kafka, MeterRegistry meters) {
    this.kafka = kafka;
    this.meters = meters;
  }

  /**
   * Sends a record's bytes with the reason.
   *
   * @param cause a few words for the counter
   * @param reason a sentence for people
   * @throws IllegalStateException if Kafka does not take it: the batch must be tried again
   */
  void send(ConsumerRecord<String, byte[]> record, String cause, String reason) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    byte[] value = record.value() == null ? NOTHING : record.value();
    DeadLetter letter =
        new DeadLetter(
            "writer",
            reason,
            Origin.of(record),
            headers.get("delivery_id"),
            0,
            headers.get("source"),
            null,
            1,
            headers.get("replay_id"),
            value);
    try {
      publish(record.key(), letter, value);
    } catch (RecordTooLargeException e) {
      // With the reason it is larger than a record may be: its bytes stay where its origin says.
      publish(record.key(), letter, NOTHING);
    }
    meters.counter("trunkline.writer.dead", "reason", cause).increment();
  }

  private void publish(String key, DeadLetter letter, byte[] value) {
    ProducerRecord<String, byte[]> dead =
        new ProducerRecord<>(
            Topics.DEAD_WRITER.name(), null, key, value, HeaderMaps.write(letter.headers()));
    try {
      kafka.send(dead).get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending a dead letter", e);
    } catch (ExecutionException e) {
      for (Throwable at = e; at != null; at = at.getCause()) {
        if (at instanceof RecordTooLargeException tooLarge) {
          throw tooLarge;
        }
      }
      throw new IllegalStateException("Kafka did not take a dead letter", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka did not take a dead letter in time", e);
    }
  }
}
