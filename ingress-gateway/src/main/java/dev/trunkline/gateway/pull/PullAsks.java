package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Asks the pull side, whichever process it runs in. Connects at the first ask. Thread-safe. */
public final class PullAsks implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private @Nullable KafkaProducer<String, byte[]> producer;

  /** Nothing is connected yet. */
  public PullAsks(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * Asks, and returns when the brokers have it.
   *
   * @throws IllegalStateException if they do not say so within five seconds; it may be there
   */
  public void ask(PullAsk ask) {
    try {
      producer()
          .send(
              new ProducerRecord<>(
                  Topics.PULLS_ASKED.name(),
                  ask.source(),
                  EventJson.mapper().writeValueAsBytes(ask)))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the pull side", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new IllegalStateException("Kafka did not take what was asked", e);
    }
  }

  private synchronized KafkaProducer<String, byte[]> producer() {
    KafkaProducer<String, byte[]> current = producer;
    if (current == null) {
      current = new KafkaProducer<>(clients.producer());
      producer = current;
    }
    return current;
  }

  @Override
  public synchronized void close() {
    KafkaProducer<String, byte[]> current = producer;
    producer = null;
    if (current != null) {
      current.close(PATIENCE);
    }
  }
}
