package dev.trunkline.workbench;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes deliveries into the replay lane, each once, with the definition that is to read it. */
final class ReplayLane implements AutoCloseable {

  private static final int LINGER_MS = 5;

  private final KafkaProducer<String, byte[]> producer;
  private final String replayId;
  private final Map<String, String> readers;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private long sent;

  /**
   * A lane for one replay.
   *
   * @param readers the {@code definition_hash} that is to read each source
   */
  ReplayLane(KafkaClients clients, String replayId, Map<String, String> readers) {
    Map<String, Object> config = clients.producer();
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    this.producer = new KafkaProducer<>(config);
    this.replayId = replayId;
    this.readers = Map.copyOf(readers);
  }

  /**
   * Writes one delivery; it is in the lane once {@link #flush} has returned.
   *
   * @throws IllegalStateException if an earlier one could not be written
   */
  void add(Delivery delivery) {
    refuseAfterFailure();
    String reader = readers.get(delivery.source());
    if (reader == null) {
      throw new IllegalStateException("nothing is to read source " + delivery.source());
    }
    Map<String, String> headers = delivery.headers();
    headers.put("replay_id", replayId);
    headers.put("definition_hash", reader);
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.REPLAY.name(),
                null,
                delivery.id(),
                delivery.body(),
                HeaderMaps.write(headers)),
            (metadata, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
    sent++;
  }

  /**
   * Waits until the broker has everything.
   *
   * @return how many deliveries that are
   * @throws IllegalStateException if one could not be written
   */
  long flush() {
    producer.flush();
    refuseAfterFailure();
    return sent;
  }

  @Override
  public void close() {
    producer.close();
  }

  private void refuseAfterFailure() {
    Exception first = failure.get();
    if (first != null) {
      throw new IllegalStateException(
          "Kafka did not take a delivery: " + first.getClass().getSimpleName(), first);
    }
  }
}
