package dev.trunkline.writer;

import dev.trunkline.store.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Tries a failed batch again for as long as it takes. Meanwhile the container goes on polling with
 * its partitions paused, so that it stays in its group; no record is ever given up.
 */
final class Patience implements RetryListener {

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  private final MeterRegistry meters;

  private Patience(MeterRegistry meters) {
    this.meters = meters;
  }

  static DefaultErrorHandler handler(MeterRegistry meters) {
    ExponentialBackOff backOff = new ExponentialBackOff(100, 2);
    backOff.setMaxInterval(5_000);
    backOff.setJitter(50);
    DefaultErrorHandler handler =
        new DefaultErrorHandler(
            // Never called, unless Spring takes an exception for hopeless; even then it only seeks
            // back.
            (record, failure) -> {
              throw new IllegalStateException("a batch is never given up", failure);
            },
            backOff);
    handler.setRetryListeners(new Patience(meters));
    return handler;
  }

  @Override
  public void failedDelivery(
      ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
    tell(failure, attempt);
  }

  @Override
  public void failedDelivery(ConsumerRecords<?, ?> records, Exception failure, int attempt) {
    tell(failure, attempt);
  }

  private void tell(@Nullable Exception failure, int attempt) {
    meters.counter("trunkline.writer.retries").increment();
    if (attempt == 1 || attempt % 10 == 0) {
      LOG.atWarn()
          .addKeyValue("attempt", attempt)
          .addKeyValue("reason", failure == null ? "unknown" : Fault.reason(failure))
          .log("A batch could not be written and is tried again");
    }
    LOG.debug("Why a batch could not be written", failure);
  }
}
