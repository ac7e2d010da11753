package dev.trunkline.gateway;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.gateway.journal.Entry;
import dev.trunkline.gateway.journal.Journal;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** Keeps a delivery so that it can be acknowledged. Never blocks. */
sealed interface Keeper {

  /**
   * Keeps it.
   *
   * @param kept called once, at {@code where}: with null when it is kept, with the cause when it is
   *     not, or nobody knows
   */
  void keep(String topic, Delivery delivery, Executor where, Consumer<@Nullable Exception> kept);

  /** In Kafka, or not at all. */
  record InKafka(Publisher publisher) implements Keeper {
    @Override
    public void keep(
        String topic, Delivery delivery, Executor where, Consumer<@Nullable Exception> kept) {
      publisher.send(
          topic,
          delivery.id(),
          delivery.headers(),
          delivery.body(),
          failure -> where.execute(() -> kept.accept(failure)));
    }
  }

  /** On this machine's disk, and from there in Kafka. */
  record InJournal(Journal journal) implements Keeper {
    @Override
    public void keep(
        String topic, Delivery delivery, Executor where, Consumer<@Nullable Exception> kept) {
      journal.append(entry(topic, delivery, false), where, kept);
    }
  }

  /**
   * In Kafka; on this machine's disk where Kafka does not take it in time, and as long as that has
   * anything that Kafka has not.
   */
  record InKafkaFirst(Publisher publisher, Journal journal) implements Keeper {
    @Override
    public void keep(
        String topic, Delivery delivery, Executor where, Consumer<@Nullable Exception> kept) {
      if (journal.isWaiting()) {
        journal.append(entry(topic, delivery, false), where, kept);
        return;
      }
      publisher.send(
          topic,
          delivery.id(),
          delivery.headers(),
          delivery.body(),
          failure -> {
            if (failure == null || failure instanceof RecordTooLargeException) {
              where.execute(() -> kept.accept(failure));
            } else {
              // Kafka may have it all the same: whoever reads it twice is told.
              journal.append(entry(topic, delivery, true), where, kept);
            }
          });
    }
  }

  private static Entry entry(String topic, Delivery delivery, boolean maybeDuplicate) {
    return new Entry(topic, delivery.id(), delivery.headers(), delivery.body(), maybeDuplicate);
  }
}
