package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.canonical.Reconciliation;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.HeaderMaps;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.core.JacksonException;

/** What the pull side reads and writes, as records. */
final class Letters {

  private Letters() {}

  /**
   * What is asked.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  @SuppressWarnings("NullableProblems") // a record of another's making may lack anything
  static PullAsk read(ConsumerRecord<String, byte[]> record) {
    PullAsk ask;
    try {
      ask =
          record.value() == null
              ? null
              : EventJson.mapper().readValue(record.value(), PullAsk.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no request that can be read", e);
    }
    if (ask == null
        || ask.ask() == null
        || ask.source() == null
        || ask.askedAt() == null
        || ask.by() == null) {
      throw new IllegalArgumentException("ask, source, asked_at or by is missing");
    }
    boolean isJob = ask.ask() != PullAsk.Ask.NOTIFY;
    if (isJob && ask.id() == null) {
      throw new IllegalArgumentException("id is missing");
    }
    if (isJob && ask.ask() != PullAsk.Ask.CANCEL && (ask.from() == null || ask.to() == null)) {
      throw new IllegalArgumentException("from or to is missing");
    }
    return ask;
  }

  /** How a pull stands, in the partition of its source. */
  static ProducerRecord<String, byte[]> state(int partition, PullJob job) {
    return new ProducerRecord<>(
        Topics.PULLS_JOBS.name(), partition, job.key(), EventJson.mapper().writeValueAsBytes(job));
  }

  /** What was fetched, where pushed deliveries go as well. */
  static ProducerRecord<String, byte[]> raw(Delivery delivery) {
    return new ProducerRecord<>(
        Topics.raw(delivery.vendor()).name(),
        null,
        delivery.id(),
        delivery.body(),
        HeaderMaps.write(delivery.headers()));
  }

  /** What a day's comparison came to. */
  static ProducerRecord<String, byte[]> told(Reconciliation day) {
    return new ProducerRecord<>(
        Topics.RECONCILED.name(), day.source(), EventJson.mapper().writeValueAsBytes(day));
  }
}
