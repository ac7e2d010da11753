package dev.trunkline.plumbing.failure;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Pauses what a member has, goes on polling, and hands the same batch in until it passes. */
final class Retrying extends DefaultErrorHandler {

  private final CommonContainerStoppingErrorHandler stopping =
      new CommonContainerStoppingErrorHandler();
  private final Retries retries;

  Retrying(Retries retries) {
    super(
        // Only where a try ends in what stops the stage: the batch is sought back, and comes once
        // more to the judgement below.
        (record, failure) -> {
          throw new IllegalStateException("a batch is never given up", failure);
        });
    this.retries = retries;
    // Spring takes some exceptions for hopeless, and would skip their records.
    setClassifications(Map.of(), true);
    setBackOffFunction((record, failure) -> Waits.after(failure));
    setResetStateOnExceptionChange(true);
  }

  @Override
  public void handleBatch(
      Exception failure,
      ConsumerRecords<?, ?> records,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    Failure judged = FailurePolicy.of(failure);
    if (judged.verdict() == Verdict.STOP) {
      retries.stopped(judged);
      stopping.handleBatch(failure, records, consumer, container, invokeListener);
    } else {
      retries.failed(failure, 1);
      super.handleBatch(failure, records, consumer, container, counted(invokeListener));
    }
  }

  private Runnable counted(Runnable invokeListener) {
    AtomicInteger attempt = new AtomicInteger(1);
    return () -> {
      try {
        invokeListener.run();
      } catch (RuntimeException e) {
        retries.failed(e, attempt.incrementAndGet());
        throw e;
      }
    };
  }
}
